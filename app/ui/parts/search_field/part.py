"""Draws the field (component v2, no build step) and goes to the screen of what was typed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

from app.words import _, language

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

KEY, ASKED = "releve_search", "releve_search_asked"
SCREEN = "screens/search.py"


def show(*, is_here: bool, key_alone: bool = True) -> None:
    """Draw it; ``is_here``: the search is the screen itself, whose own field the keys then bring to.

    ``key_alone``: whether « / » brings there too; who speaks to their machine, or trembles, may not want it. The page
    learns its language here as well: the field is on every screen, and a run may change the language.
    """
    asked = st.session_state.pop(ASKED, None)
    if isinstance(asked, str):
        st.switch_page(SCREEN, query_params={"q": asked.strip()} if asked.strip() else {})

    def keep() -> None:
        st.session_state[ASKED] = st.session_state[KEY].asked

    hint = _("Chercher partout (touche « / » ou Ctrl + K)") if key_alone else _("Chercher partout (Ctrl + K)")
    words = {
        "label": _("Chercher"),
        "hint": hint,
        "here": is_here,
        "alone": key_alone,
        "language": language(),
    }
    with st.container(key="releve_search_bar"):
        _renderer()(key=KEY, data=words, on_asked_change=keep)


@cache
def _renderer() -> ComponentRenderer:
    here = files("app.ui.parts.search_field")
    html, style, script = ((here / f"field.{end}").read_text(encoding="utf-8") for end in ("html", "css", "js"))
    return st.components.v2.component("releve_search_field", html=html, css=style, js=script)
