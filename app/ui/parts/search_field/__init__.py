"""The field of the top bar, on every screen: « / » or Ctrl + K bring there, Enter opens the search of what was typed."""

from app.ui.parts.search_field.part import show

__all__ = ["show"]
