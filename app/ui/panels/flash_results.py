"""Flash exercises that were sent: who takes part in numbers, what was answered beside what the figures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.laboratory.launch_flash import close_flash
from app.ui.boundary import tell
from app.ui.parts import address, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import flash as words
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.services.laboratory.read_flash import FlashDesk, FlashView

ADDRESS = "flash"
"""The address parameter that keeps the exercise chosen."""


def show(desk: FlashDesk) -> None:
    """Draw the choice of an exercise, then the one chosen."""
    st.header(_("Exercices tenus"), anchor=False)
    if not desk.exercises:
        st.caption(_("Chaque exercice tenu reste ici, et compte dans les indicateurs et le dossier de preuves."))
        return
    held = {one.exercise.id: one for one in desk.exercises}
    _one(desk, held[address.select(_("Exercice"), {id: _label(one) for id, one in held.items()}, address=ADDRESS)])


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
