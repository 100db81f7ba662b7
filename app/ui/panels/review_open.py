"""What can be read again: nothing yet, or a real event that was stood down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.exercise.open_review import open_review, read_to_review
from app.ui.boundary import tell
from app.ui.parts import exercise_choice, headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.services.exercise.read_exercises import ExerciseShelf


def nothing_yet(shelf: ExerciseShelf) -> None:
    """An invitation: what this screen will hold, and the first step."""
    headline.show(
        _("Aucun exercice à relire encore."),
        detail=_("Un exercice terminé se relit ici : objectifs cotés, délais, couverture, constats, rapport. Un événement réel aussi, une fois levé."),
    )  # fmt: skip
    if shelf.may_run:
        show(shelf)


def show(shelf: ExerciseShelf) -> None:
    """Real events that nobody reads again yet."""
    waiting = {one.id: one for one in read_to_review(current_actor(), current_store())}
    if not waiting:
        return
    with st.expander(_("Relire un événement réel"), icon=":material/history:", expanded=not shelf.exercises):
        st.markdown(plain(_("Ses objectifs sont ceux des plans activés ; les mêmes écrans le relisent.")))
        event_id = st.selectbox(
            _("Événement"), list(waiting), key="review_event",
            format_func=lambda id: f"{waiting[id].title} · {spoken_instant(waiting[id].opened_at)}",
        )  # fmt: skip
        if st.button(_("Ouvrir son retour d’expérience"), icon=":material/rate_review:", key="review_open_event"):
            try:
                exercise_choice.lead_to(open_review(current_actor(), current_store(), event_id))
            except ReleveError as error:
                tell(error)
                return
            st.rerun()
