"""A state as icon, word and colour, always the same three."""

from __future__ import annotations

import streamlit as st

from app.ui.parts.coloured import coloured
from app.ui.parts.tones import COLOURS
from app.words.states import STATES


def show(state: str) -> None:
    """Draw the badge of a state of ``app.words.states.STATES``."""
    look = STATES[state]
    st.badge(look.text, icon=f":material/{look.icon}:", color=COLOURS[look.tone])


def inline(state: str) -> str:
    """The same badge as Markdown, for a sentence or a table cell."""
    look = STATES[state]
    return coloured(COLOURS[look.tone], look.icon, look.text)
