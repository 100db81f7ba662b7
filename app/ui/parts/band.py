"""Bands and signature of the frame. Their look and fixed place come from ``static/frame.css``; they have no close button."""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st

Band = Literal["exercise", "demonstration"]


def show(bands: list[tuple[Band, str, str]], *, community: str, person: str) -> None:
    """Draw striped bands (kind, word, sentence) across the top, on every screen and in print, and who is at work.

    ``community`` and ``person`` stand at the right of the top bar.
    """
    with st.container(key="releve_frame"):
        drawn = "".join(_band(*one) for one in bands)
        st.html(f'{drawn}<p class="releve-signature"><strong>{escape(community)}</strong> {escape(person)}</p>')


def _band(kind: Band, word: str, sentence: str) -> str:
    return (
        f'<div class="releve-band releve-{kind}" role="note" aria-label="{escape(word)}">'
        f"<strong>{escape(word)}</strong><span>{escape(sentence)}</span></div>"
    )
