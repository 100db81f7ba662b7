"""The language of a run: French first, English when the person or their browser says so."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from app.words import LANGUAGES, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOICE = "langue"
"""Query parameter and session key of an explicit choice: ``?langue=en``."""


def chosen_language() -> str:
    """The language of this run: the address, then what was chosen before in this tab, then the browser, then French."""
    asked = st.query_params.get(CHOICE)
    if asked in LANGUAGES:
        st.session_state[CHOICE] = asked
    kept = st.session_state.get(CHOICE)
    if kept in LANGUAGES:
        return str(kept)
    browser = (st.context.locale or "fr").split("-")[0].lower()
    return browser if browser in LANGUAGES else "fr"


@contextmanager
def speaking() -> Iterator[None]:
    """Speak the person's language within the block.

    The frame opens it around every run. A fragment or a callback runs outside the frame and opens it itself.
    """
    with use_language(chosen_language()):
        yield
