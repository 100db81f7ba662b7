"""Screens and their parts: what a person sees and presses. Reads and writes go through services; nothing here decides a rule."""
