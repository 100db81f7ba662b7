"""How many of what it was asked a carer on the telephone takes: yes or no for one, a number for more."""

from __future__ import annotations

import streamlit as st

from app.words import _


def show(asked: int, *, key: str) -> int | None:
    """Draw the question; the number said, in the run that follows the button, else None."""
    if asked == 1:
        with st.container(horizontal=True, gap="small"):
            yes = st.button(_("Il prend"), icon=":material/check:", key=f"{key}_yes")
            no = st.button(_("Il ne prend pas"), icon=":material/close:", key=f"{key}_no")
        return 1 if yes else 0 if no else None
    with st.form(f"{key}_form", border=False), st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        takes = st.number_input(
            _("Pris, sur {n}").format(n=asked), min_value=0, max_value=asked, value=asked, step=1, width=160,
            key=f"{key}_takes",
        )  # fmt: skip
        return int(takes) if st.form_submit_button(_("Noter sa réponse")) else None
