"""Ids, clock, intervals, errors: what every room stands on. Standard library only; nothing here knows health."""
