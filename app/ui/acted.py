"""One press, done or refused: said in a word when done, and the screen drawn again from what stands now, where a refusal is told.

A refusal is told under the button, where the person looks, with what was typed left as it is. In a part that draws itself
again (:func:`drawing_itself_again`) it would be gone in two seconds: it is then told at the top (:func:`tell_refused`).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import new_id
from app.ui.boundary import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


REFUSED = "acted_refused"
_DRAWN_AGAIN: ContextVar[bool] = ContextVar("drawn_again", default=False)


@contextmanager
def drawing_itself_again() -> Iterator[None]:
    """While a part of the screen that draws itself again every so often is drawn."""
    mark = _DRAWN_AGAIN.set(True)
    try:
        yield
    finally:
        _DRAWN_AGAIN.reset(mark)


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
        if not _DRAWN_AGAIN.get():
            tell(error)
            return
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
