"""Exercises prepared, conducted and judged, and what they change: the clock, the chronogramme, ratings, improvements. Pure rules."""
