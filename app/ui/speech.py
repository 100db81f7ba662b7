"""The language of a run: French first, English when the person, their account or their browser says so."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.accounts.choose_wishes import wished_language
from app.store.current import current
from app.ui.login_token import asked_token
from app.words import LANGUAGES, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOICE = "langue"
"""Query parameter and session key of an explicit choice: ``?langue=en``."""


def chosen_language() -> str:
    """The language of this run: the address, the account, what was chosen before in this tab, the browser, French."""
    asked = st.query_params.get(CHOICE)
    if asked in LANGUAGES:
        st.session_state[CHOICE] = asked
        return str(asked)
    for chosen in (_of_account(), st.session_state.get(CHOICE)):
        if chosen in LANGUAGES:
            return str(chosen)
    browser = (st.context.locale or "fr").split("-")[0].lower()
    return browser if browser in LANGUAGES else "fr"


def _of_account() -> str:
    """What whoever is signed in chose; empty where nobody did, or where it can't be read: that is told elsewhere."""
    with suppress(ReleveError):
        return wished_language(current(), asked_token())
    return ""


@contextmanager
def speaking() -> Iterator[None]:
    """Speak the person's language within the block.

    The frame opens it around every run. A fragment or a callback runs outside the frame and opens it itself.
    """
    with use_language(chosen_language()):
        yield
