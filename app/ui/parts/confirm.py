"""Asks once before something that can't be taken back by pressing again: what will happen, to whom, and whether it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import streamlit as st

from app.core.errors import N_
from app.ui.parts.plain import plain
from app.words import _


class After(StrEnum):
    """Whether what is about to be done can be taken back; said before it is done."""

    SAID = "said"
    """The sentences themselves say how to come back, or that nothing is lost."""
    UNDONE = "undone"
    """``acted`` offers the way back: see ``app.ui.acted``."""
    FINAL = "final"


AFTER_WORDS = {
    After.UNDONE: N_("Vous pourrez l’annuler juste après, tant que cet écran reste ouvert et 24 heures au plus."),
    After.FINAL: N_("Cela ne se défait pas."),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is about to happen: a title, sentences, the words on the button that does it, and whether it can be undone."""

    title: str
    sentences: tuple[str, ...]
    action: str
    after: After = After.SAID


def ask(key: str) -> None:
    """Open the question at the next run; give it to a button's ``on_click``."""
    st.session_state[f"{key}_asked"] = True


def show(question: Question, *, key: str) -> bool:
    """Draw the question when it was asked; True once, in the run that follows its « yes »."""
    if st.session_state.pop(f"{key}_yes", False):
        return True
    if st.session_state.get(f"{key}_asked"):
        _open(question, key)
    return False


def _open(question: Question, key: str) -> None:
    @st.dialog(plain(question.title), on_dismiss=partial(_close, key))
    def body() -> None:
        for sentence in question.sentences:
            st.markdown(plain(sentence))
        if question.after in AFTER_WORDS:
            st.caption(plain(_(AFTER_WORDS[question.after])))
        with st.container(horizontal=True, horizontal_alignment="right"):
            no = st.button(_("Annuler"), key=f"{key}_no_button", on_click=_close, args=(key,))
            yes = st.button(question.action, key=f"{key}_yes_button", type="primary", on_click=_answer, args=(key,))
        if no or yes:
            st.rerun()

    body()


def _close(key: str) -> None:
    st.session_state[f"{key}_asked"] = False


def _answer(key: str) -> None:
    _close(key)
    st.session_state[f"{key}_yes"] = True
