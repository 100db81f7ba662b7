"""Seats become calendar bytes. Pure: no database, no HTTP, no clock."""
