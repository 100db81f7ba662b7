"""One press, done or refused: said in a word when done, and the screen drawn again from what stands now, where a refusal is told.

A refusal is told under the button, where the person looks, with what was typed left as it is. In a part that draws itself
again (:func:`drawing_itself_again`) it would be gone in two seconds: it is then told at the top (:func:`tell_refused`).

What can be undone says so at the head of the screen with « Annuler » beside it (:func:`tell_done`), for 24 hours, until the
next thing done or until it is put away; the question that was asked before had said so (``confirm.After``).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import new_id
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_store
from app.ui.speech import speaking
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


REFUSED = "acted_refused"
DONE = "acted_done"
UNDONE_WITHIN = timedelta(hours=24)
_DRAWN_AGAIN: ContextVar[bool] = ContextVar("drawn_again", default=False)


@dataclass(frozen=True, slots=True)
class Done:
    """What was just done, in a sentence, when, and what takes it back."""

    said: str
    at: datetime
    undo: Callable[[], object]


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


def acted(
    write: Callable[[], object],
    said: str = "",
    *,
    icon: str | None = None,
    spends: str = "",
    undo: Callable[[], object] | None = None,
) -> None:
    """Write, say so and run again. ``spends``: the id of :func:`once` that this writes: the next one is another.

    ``undo``: what takes it back, offered at the head of the screen instead of a word that passes.
    """
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
    if undo is not None:
        st.session_state[DONE] = Done(said, current_store().now(), undo)
    elif said:
        st.toast(said, icon=icon)
    st.rerun()


def acted_in_callback(write: Callable[[], object], said: str, undo: Callable[[], object]) -> None:
    """The same for a button's ``on_click``, after which the screen is drawn again by itself."""
    with speaking():
        try:
            write()
        except ReleveError as error:
            tell(error)
            return
        st.session_state[DONE] = Done(said, current_store().now(), undo)


def tell_done() -> None:
    """Draw what was last done with the way back, while there is one; nothing otherwise."""
    done: Done | None = st.session_state.get(DONE)
    if done is None:
        return
    if current_store().now() - done.at > UNDONE_WITHIN:
        _put_away()
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="releve_done"):
        st.markdown(f":material/check: {plain(done.said)}", width="content")
        st.button(_("Annuler"), icon=":material/undo:", key="acted_undo", on_click=_undo, args=(done,))
        st.button(_("Fermer"), icon=":material/close:", key="acted_close", type="tertiary", on_click=_put_away)


def once(key: str) -> str:
    """The id of what a button is about to write, the same until it is written: pressed twice, it writes once."""
    return str(st.session_state.setdefault(key, new_id()))


def _undo(done: Done) -> None:
    with speaking():
        _put_away()
        try:
            done.undo()
        except ReleveError as error:
            st.session_state[REFUSED] = error
            return
        st.toast(_("Annulé : tout est comme avant."), icon=":material/undo:")


def _put_away() -> None:
    st.session_state.pop(DONE, None)
