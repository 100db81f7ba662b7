"""Draws nothing (component v2, no build step): its script keeps Streamlit's own words in French while the screen is."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

from app.words import language

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


def show() -> None:
    """Nothing is sent where English is spoken: Streamlit speaks it."""
    if language() == "fr":
        with st.container(key="releve_widget_words"):
            _renderer()(key="releve_widget_words_script")


@cache
def _renderer() -> ComponentRenderer:
    script = (files("app.ui.parts.widget_words") / "words.js").read_text(encoding="utf-8")
    return st.components.v2.component("releve_widget_words", html="<i></i>", js=script)
