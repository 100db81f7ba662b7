"""People of the roster: imported, read, edited."""
