"""Exercises prepared, played, reviewed, and the actions that come of them."""
