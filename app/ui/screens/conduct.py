"""Conduite: the fictional hour, the next inject, what was answered, how the territory stands; and the way out when it gets real."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.core.errors import N_
from app.exercise.exercise import ExerciseState
from app.services.exercise.read_cockpit import read_cockpit
from app.services.exercise.read_exercises import read_exercises
from app.ui.acted import tell_refused
from app.ui.panels import (
    conduct_cockpit,
    conduct_coverage,
    conduct_ended,
    conduct_messages,
    conduct_start,
    conduct_stop,
    conduct_thread,
)
from app.ui.parts import exercise_choice, exercise_strip, headline, panel_choice
from app.ui.session import current_actor, current_store
from app.ui.views import conduct as words
from app.words import _

PANELS = {
    "conduite": (N_("Conduite"), conduct_cockpit.show),
    "fil": (N_("Fil et réponses"), conduct_thread.show),
    "couverture": (N_("Couverture"), conduct_coverage.show),
    "messages": (N_("Messages"), conduct_messages.show),
}
# Code in the address → its words, and what draws it from the cockpit.

FIRST = (ExerciseState.RUNNING, ExerciseState.PAUSED, ExerciseState.PREPARED)
"""What is shown when the address names none: what is played, else what is next."""


def main() -> None:
    """Which exercise, then what its state asks for."""
    shelf = read_exercises(current_actor(), current_store())
    played = replace(shelf, exercises={id: one for id, one in shelf.exercises.items() if one.is_played})
    # Beside the choice, so that the injects and their buttons stand on the first screen of a laptop.
    top = st.container(horizontal=True, vertical_alignment="center")
    with top:
        shown = exercise_choice.chosen(played, among=set(ExerciseState), first=FIRST)
    if shown is None:
        headline.show(_("Aucun exercice à conduire."), detail=_("Il se prépare d’abord, à partir d’un scénario."))
        st.page_link("screens/exercises.py", label=_("Préparer un exercice"), icon=":material/event_note:")
        return
    cockpit = read_cockpit(current_actor(), current_store(), shown)
    with top:
        exercise_strip.show(words.strip(cockpit))
    tell_refused()
    if cockpit.exercise.state is ExerciseState.PREPARED:
        conduct_start.show(cockpit)
    elif cockpit.exercise.is_ended:
        conduct_ended.show(cockpit)
    else:
        conduct_stop.armed(cockpit)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            panel = panel_choice.show({code: said for code, (said, _draw) in PANELS.items()})
            conduct_stop.buttons(cockpit)
        conduct_stop.questions(cockpit)
        PANELS[panel][1](cockpit)


main()
