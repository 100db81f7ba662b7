"""Pieces of one screen that both draw and call a service: dialogs, panels, buttons with progress. A screen puts them in order."""
