"""The striped line that says EXERCICE where a screen shows what is supposed: it can't be closed nor switched off, and prints."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.words import _

LOOK = (
    "padding:.3rem .75rem;border-radius:6px;text-align:center;font-size:.875rem;line-height:1.3;text-wrap:balance;"
    "print-color-adjust:exact;-webkit-print-color-adjust:exact"
)


def show(sentence: str) -> None:
    """Draw it above what follows; ``sentence`` says what is not real."""
    word = escape(_("EXERCICE"))
    said = _("{head} : {said}").format(head=f"<strong>{word}</strong>", said=escape(sentence))
    st.html(f'<div class="releve-exercise" role="note" aria-label="{word}" style="{LOOK}">{said}</div>')
