"""The first thing read on a screen: the answer, in one sentence."""

from __future__ import annotations

import streamlit as st

from app.ui.parts import state_badge
from app.ui.parts.plain import plain


def show(sentence: str, *, where: str = "", state: str = "", detail: str = "") -> None:
    """Draw the sentence as the page's heading.

    ``where`` says above it, small, what it is about (« Centre d’Auray · semaine du 30 novembre »); ``state`` adds the
    badge of a state beside that; ``detail`` follows in plain text.
    """
    lead = " ".join(piece for piece in (plain(where), state_badge.inline(state) if state else "") if piece)
    with st.container(gap="xsmall", key="releve_headline"):
        if lead:
            st.markdown(lead)
        st.title(plain(sentence), anchor=False)
        if detail:
            st.markdown(plain(detail))
