"""Flash exercises that were sent: who takes part in numbers, what was answered beside what the figures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.launch_flash import close_flash
from app.ui.boundary import tell
from app.ui.parts import table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import flash as words
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.services.read_flash import FlashDesk, FlashView

ADDRESS = "flash"
"""The address parameter that keeps the exercise chosen."""


def show(desk: FlashDesk) -> None:
    """Draw the choice of an exercise, then the one chosen."""
    st.subheader(_("Exercices tenus"), anchor=False)
    if not desk.exercises:
        st.caption(_("Chaque exercice tenu reste ici, et compte dans les indicateurs et le dossier de preuves."))
        return
    held = {one.exercise.id: one for one in desk.exercises}
    asked = st.query_params.get(ADDRESS, "")
    st.session_state[ADDRESS] = asked if asked in held else desk.exercises[0].exercise.id
    st.selectbox(
        _("Exercice"), list(held), format_func=lambda id: _label(held[id]), key=ADDRESS, on_change=_turn
    )  # fmt: skip
    _one(desk, held[st.session_state[ADDRESS]])


def _turn() -> None:
    st.query_params[ADDRESS] = st.session_state[ADDRESS]


def _label(one: FlashView) -> str:
    said = ngettext("{n} réponse sur {asked}", "{n} réponses sur {asked}", one.answered).format(
        n=one.answered, asked=one.asked
    )
    return plain(f"{one.exercise.title} · {spoken_date(one.exercise.opened_at.date())} · {said}")


def _one(desk: FlashDesk, view: FlashView) -> None:
    flash = view.exercise.flash
    st.markdown(f"**{plain(words.weak_sentence(flash, desk.naming))}**")
    st.caption(plain(words.score_words(view)))
    for question, lesson, rows in words.results(view, desk.naming):
        table.show(
            (question, _("Choisie par"), _("Points")), rows,
            caption=_("{question} Combien ont choisi chaque réponse, et ce qu’elle vaut. {lesson}").format(
                question=question, lesson=lesson
            ),
        )  # fmt: skip
        st.caption(plain(lesson))
    if view.is_open and may(Action.RUN_DRILLS) and st.button(_("Clore maintenant"), icon=":material/lock:", key="flash_close"):  # fmt: skip
        try:
            close_flash(current_actor(), current_store(), view.exercise.id, view.exercise.revision)
        except ReleveError as error:
            tell(error)
            return
        st.rerun()
