"""The great clock of an exercise: the fictional hour, read from across a room, and how far that is from T0."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.ui.parts.coloured import coloured


def show(hour: str, since: str, pace: str, *, icon: str, colour: str) -> None:
    """Draw it; the look is in frame.css.

    ``hour``: « 9 h 40 »; ``since``: « T+1 h 40 · lundi 30 novembre »; ``pace``: whether it runs, and how fast, as a badge.
    """
    with st.container(gap="xsmall", key="releve_clock"):
        st.html(
            f'<p class="releve-clock" role="timer" aria-live="off">{escape(hour)}</p>'
            f'<p class="releve-since">{escape(since)}</p>'
        )
        st.markdown(coloured(colour, icon, pace))
