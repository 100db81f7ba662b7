"""Once an exercise is over: what was played, and where to go next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.services.exercise.finish_exercise import freeze_result
from app.ui.acted import acted
from app.ui.parts import headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import conduct as words
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_cockpit import Cockpit


def show(cockpit: Cockpit) -> None:
    """The sentence, the ways out, what left."""
    exercise = cockpit.exercise
    headline.show(words.ended_sentence(cockpit), detail=words.ended_detail(cockpit))
    if exercise.real_event_id:
        st.error(plain(_("Une situation réelle est ouverte.")), icon=":material/emergency_home:")
        st.page_link(
            "screens/event.py", label=_("Ouvrir l’événement réel"), icon=":material/crisis_alert:",
            query_params={"evenement": exercise.real_event_id},
        )  # fmt: skip
    if st.button(_("Relire l’exercice (Retex)"), type="primary", icon=":material/rate_review:", key="conduct_review"):
        st.switch_page("screens/review.py", query_params={"exercice": exercise.id})
    if not exercise.result and cockpit.coverage is not None:
        _freeze(exercise.id)
    if cockpit.sent:
        table.show(
            words.thread_header(), words.thread_rows(cockpit), caption=_("Injects envoyés, du dernier au premier")
        )


def _freeze(exercise_id: str) -> None:
    """What was not computed when it was stopped for something real."""
    if st.button(_("Calculer les quatre courbes"), icon=":material/show_chart:", key="conduct_freeze"):
        acted(partial(freeze_result, current_actor(), current_store(), exercise_id), _("Courbes calculées."))
