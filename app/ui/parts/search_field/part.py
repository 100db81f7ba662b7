"""Draws the field (component v2, no build step) and goes to the screen of what was typed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

from app.words import _

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

KEY, ASKED = "releve_search", "releve_search_asked"
SCREEN = "screens/search.py"


def show(*, is_here: bool) -> None:
    """Draw it; ``is_here``: the search is the screen itself, whose own field the keys then bring to."""
    asked = st.session_state.pop(ASKED, None)
    if isinstance(asked, str):
        st.switch_page(SCREEN, query_params={"q": asked.strip()} if asked.strip() else {})

    def keep() -> None:
        st.session_state[ASKED] = st.session_state[KEY].asked

    words = {"label": _("Chercher"), "hint": _("Chercher partout (touche « / » ou Ctrl + K)"), "here": is_here}
    with st.container(key="releve_search_bar"):
        _renderer()(key=KEY, data=words, on_asked_change=keep)


@cache
def _renderer() -> ComponentRenderer:
    here = files("app.ui.parts.search_field")
    html, style, script = ((here / f"field.{end}").read_text(encoding="utf-8") for end in ("html", "css", "js"))
    return st.components.v2.component("releve_search_field", html=html, css=style, js=script)
