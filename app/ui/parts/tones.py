"""Tones of states as colours of the theme. The theme (``.streamlit/config.toml``) gives each its light and dark values."""

from __future__ import annotations

from typing import Literal

Colour = Literal["green", "blue", "violet", "orange", "red", "gray"]

COLOURS: dict[str, Colour] = {
    "confirmed": "green",
    "pending": "blue",
    "draft": "violet",
    "open": "orange",
    "alarm": "red",
    "cancelled": "gray",
}
"""Every tone of ``app.words.states`` and the theme colour that carries it, from the Okabe-Ito palette."""
