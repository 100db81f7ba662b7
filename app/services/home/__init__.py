"""The first screen and the search: what is due, what changed, where things are."""
