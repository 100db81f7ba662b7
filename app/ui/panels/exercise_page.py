"""One exercise that is prepared: what is left to do in a sentence, then its steps; a page to read for whoever may not run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_, NotFound
from app.exercise.exercise import ExerciseState
from app.services.exercise.check_readiness import check_readiness
from app.services.exercise.read_exercise import read_exercise
from app.ui.boundary import tell
from app.ui.panels import (
    exercise_files,
    exercise_frame,
    exercise_import,
    exercise_injects,
    exercise_objectives,
    exercise_people,
    exercise_read,
    exercise_ready,
)
from app.ui.parts import address, exercise_choice, exercise_strip, headline, panel_choice
from app.ui.session import current_actor, current_store
from app.ui.views import exercises as words
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_exercises import ExerciseShelf

READY = "pret"
PANELS = {
    "cadre": (N_("1 · Cadre"), exercise_frame.show),
    "participants": (N_("2 · Participants"), exercise_people.show),
    "objectifs": (N_("3 · Objectifs"), exercise_objectives.show),
    "injects": (N_("4 · Injects"), exercise_injects.show),
    READY: (N_("5 · Prêt ?"), exercise_ready.show),
    "fichiers": (N_("Fichiers et carnets"), exercise_files.show),
    "importer": (N_("Importer"), exercise_import.show),
}
"""Code in the address → its words, and what draws it from the view."""
BEFORE = (READY, "importer")
"""Panels that mean nothing once it has begun."""


def show(shelf: ExerciseShelf) -> None:
    """The way back, the sentence, the step asked for."""
    id = exercise_choice.asked()
    st.button(
        _("Tous les exercices"), icon=":material/arrow_back:", on_click=_back, key="exercise_back", type="tertiary"
    )
    try:
        view = read_exercise(current_actor(), current_store(), id)
    except NotFound as error:
        tell(error)
        return
    one = view.exercise
    to_do = view.may_run and one.state is ExerciseState.PREPARED
    # Whether each effect strikes something takes a quarter of a second: only where it is read.
    asked = st.query_params.get(panel_choice.ADDRESS) == READY
    ready = check_readiness(current_actor(), current_store(), id, with_effects=asked) if to_do else None
    headline.show(
        words.sentence(view, ready), where=f"{words.title(one)} · {words.when(one)}",
        detail=one.scenario.title if one.scenario.title != one.title else "",
    )  # fmt: skip
    exercise_strip.show(_("tout est fictif ; rien n’est parti, et rien ne part d’ici sans qu’on le demande."))
    if not view.may_run:
        exercise_read.show(view)
        return
    shown = {code: said for code, (said, _draw) in PANELS.items() if to_do or code not in BEFORE}
    PANELS[panel_choice.show(shown, first="cadre")][1](view)


def _back() -> None:
    exercise_choice.leave()
    address.close(panel_choice.ADDRESS, exercise_people.TASK, exercise_objectives.PART, exercise_injects.INJECT)
