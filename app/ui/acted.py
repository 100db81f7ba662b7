"""One press, done or refused: told when refused, else said in a word, and the screen drawn again from what stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import new_id
from app.ui.boundary import tell

if TYPE_CHECKING:
    from collections.abc import Callable


def acted(write: Callable[[], object], said: str = "", *, icon: str | None = None, spends: str = "") -> None:
    """Write, say so and run again. ``spends``: the id of :func:`once` that this writes: the next one is another."""
    try:
        write()
    except ReleveError as error:
        tell(error)
        return
    if spends:
        st.session_state.pop(spends, None)
    if said:
        st.toast(said, icon=icon)
    st.rerun()


def once(key: str) -> str:
    """The id of what a button is about to write, the same until it is written: pressed twice, it writes once."""
    return str(st.session_state.setdefault(key, new_id()))
