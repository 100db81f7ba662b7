"""Before an exercise begins: what is ready, and the button that starts its clock."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.services.exercise.start_exercise import start_exercise
from app.ui.acted import acted
from app.ui.panels import conduct_paper
from app.ui.parts import headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import conduct as words
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_cockpit import Cockpit


def show(cockpit: Cockpit) -> None:
    """Draw it."""
    exercise = cockpit.exercise
    headline.show(words.ready_sentence(cockpit), detail=words.start_detail(cockpit))
    if exercise.instructions:
        st.info(plain(exercise.instructions), icon=":material/campaign:")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Démarrer l’exercice"), type="primary", icon=":material/play_arrow:", key="conduct_start"):
            acted(
                partial(start_exercise, current_actor(), current_store(), exercise.id, exercise.revision),
                _("L’horloge tourne."),
            )
        st.page_link(
            "screens/exercises.py", label=_("Vérifier la préparation"), icon=":material/fact_check:",
            query_params={"exercice": exercise.id},
        )  # fmt: skip
        conduct_paper.show(exercise.id)
