"""Who came to an exercise: those who answered, rated or noted something stand chosen already, the others are chosen by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.exercise.keep_participants import set_attended
from app.ui.acted import acted
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import exercises as words
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_exercise import ExerciseView


def show(view: ExerciseView) -> None:
    """Draw the choice; what moved is written, and nothing else."""
    held = {one.id: one for one in view.participants}
    key = f"exercise_attended_{view.exercise.id}_{sum(one.attended for one in view.participants)}"
    st.markdown(plain(_("Qui a répondu, coté ou noté est déjà compté. Ajoutez qui est venu sans écrire.")))
    with st.form(key, border=False):
        chosen = st.pills(
            _("Présents"), list(held), selection_mode="multi", default=[one.id for one in held.values() if one.attended],
            format_func=lambda id: words.participant_label(held[id], view), key=f"{key}_who",
        )  # fmt: skip
        if not st.form_submit_button(_("Noter les présences"), type="primary", icon=":material/how_to_reg:"):
            return
    moved = [one for one in held.values() if one.attended != (one.id in chosen)]

    def write() -> None:
        for one in moved:
            set_attended(current_actor(), current_store(), one.id, not one.attended, one.revision)

    acted(write, _("Présences notées."))
