"""Every exercise of the community, the latest first, and the way to prepare another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.ui.panels.exercise_new import NEW
from app.ui.parts import exercise_choice, headline, reserved
from app.ui.parts.plain import plain
from app.ui.views import exercises as view
from app.words import _

if TYPE_CHECKING:
    from app.exercise.exercise import Exercise
    from app.services.exercise.read_exercises import ExerciseShelf


def show(shelf: ExerciseShelf) -> None:
    """The sentence, the button, each exercise."""
    headline.show(
        view.shelf_sentence(shelf),
        detail=_(
            "Un exercice part d’un scénario, copié ; il ne touche à aucune donnée réelle et rien n’en part tant qu’il n’est pas armé."
        ),
    )
    if exercise_choice.asked():
        st.warning(_("Cet exercice n’existe plus, ou n’est pas ouvert à votre compte."), icon=":material/search_off:")
    if shelf.may_run:
        st.button(
            _("Préparer un exercice"), type="primary", icon=":material/add:", key="exercise_prepare",
            on_click=exercise_choice.lead_to, args=(NEW,),
        )  # fmt: skip
    else:
        reserved.show(Action.RUN_EXERCISES, _("Préparer et conduire un exercice est réservé."))
    for one in shelf.exercises.values():
        if one.is_played:
            _draw(one, shelf)


def _draw(one: Exercise, shelf: ExerciseShelf) -> None:
    with st.container(border=True, gap="xsmall", key=f"exercise_{one.id}"):
        st.markdown(f"**{plain(view.title(one))}** {view.state_badge(one.state)}")
        st.caption(plain(view.line(one, shelf.counts[one.id])))
        st.button(
            _("Ouvrir"), icon=":material/folder_open:", key=f"exercise_open_{one.id}", on_click=exercise_choice.lead_to,
            args=(one.id,), help=plain(one.title),
        )  # fmt: skip
