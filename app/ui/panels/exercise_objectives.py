"""What an exercise tries and on what: its objectives, what strikes from T0, what the plan may answer; in its own copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_
from app.ui.panels import scenarios_edit_effects, scenarios_edit_objectives
from app.ui.panels.scenarios_edit import ANSWERS, SHOCKS
from app.ui.parts import panel_choice
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_exercise import ExerciseView

PART = "partie"


def show(view: ExerciseView) -> None:
    """The part asked for; nothing to change once it has ended."""
    if view.exercise.is_ended:
        st.info(_("L’exercice est terminé : ce qui a été essayé ne change plus."), icon=":material/lock:")
        return
    shown = {code: words for code, (words, _draw) in PARTS.items()}
    PARTS[panel_choice.show(shown, key="exercise_part", address=PART)][1](view)


def _objectives(view: ExerciseView) -> None:
    st.caption(plain(_("Un objectif se voit et se mesure : quoi, en combien de temps, à quoi on le reconnaît.")))
    scenarios_edit_objectives.show(view.page)


def _struck(view: ExerciseView) -> None:
    st.caption(plain(_("Ce qui est là dès T0, ou arrive sans message. Le reste se met dans les injects.")))
    scenarios_edit_effects.show(view.page, "effects", view.exercise.scenario.effects, SHOCKS)


def _answered(view: ExerciseView) -> None:
    st.caption(plain(_("Les actions que la cellule pourra décider, en un bouton, pendant l’exercice.")))
    scenarios_edit_effects.show(view.page, "plan", view.exercise.scenario.plan, ANSWERS)


PARTS = {
    "objectifs": (N_("Objectifs"), _objectives),
    "effets": (N_("Ce qui frappe dès T0"), _struck),
    "plan": (N_("Actions du plan"), _answered),
}
"""Code in the address → its words, and what draws it."""
