"""One press, done or refused: said in a word when done, and the screen drawn again from what stands now, where a refusal is told.

A refusal is told at the top of the screen (:func:`tell_refused`): told in a part that draws itself again, it would be gone
in two seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import new_id
from app.ui.boundary import tell

if TYPE_CHECKING:
    from collections.abc import Callable


REFUSED = "acted_refused"


def tell_refused() -> None:
    """Tell once what the last press was refused for; above everything that draws itself again."""
    error = st.session_state.pop(REFUSED, None)
    if error is not None:
        tell(error)


def acted(write: Callable[[], object], said: str = "", *, icon: str | None = None, spends: str = "") -> None:
    """Write, say so and run again. ``spends``: the id of :func:`once` that this writes: the next one is another."""
    try:
        write()
    except ReleveError as error:
        st.session_state[REFUSED] = error
        st.rerun()
    if spends:
        st.session_state.pop(spends, None)
    if said:
        st.toast(said, icon=icon)
    st.rerun()


def once(key: str) -> str:
    """The id of what a button is about to write, the same until it is written: pressed twice, it writes once."""
    return str(st.session_state.setdefault(key, new_id()))
