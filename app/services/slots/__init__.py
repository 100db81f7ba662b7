"""Unscheduled care: slots, bookings, calendars of practices."""
