"""Invitations to an exercise: whom, with what word; they join the outbox, EXERCICE first, each with their own link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.exercise import LONGEST_FIELD
from app.services.exercise.exercise_calendar import invitation
from app.services.exercise.invite_participants import send_invitations
from app.ui.acted import acted
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import exercises as words
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_exercise import ExerciseView


def show(view: ExerciseView) -> None:
    """Those not invited yet are proposed; the calendar file besides."""
    held = {one.id: one for one in view.participants}
    first = [one.id for one in view.participants if one.invited_at is None]
    base = f"exercise_invite_{view.exercise.id}_{len(first)}"
    st.caption(
        plain(
            _(
                "Le courrier dit le jour, les heures de la rencontre, le lieu, le rôle et le lien ; jamais une heure fictive."
            )
        )
    )
    with st.form(base, border=False):
        chosen = st.multiselect(
            _("À qui écrire"), list(held), first, format_func=lambda id: words.participant_label(held[id], view),
            key=f"{base}_who", placeholder=_("Choisir"),
        )  # fmt: skip
        word = st.text_area(
            _("Un mot de vous (facultatif)"), key=f"{base}_word", height=80, max_chars=LONGEST_FIELD * 4
        )
        pressed = st.form_submit_button(_("Écrire les invitations"), type="primary", icon=":material/send:")
    st.download_button(
        _("La rencontre pour un agenda (.ics)"), data=later(lambda: invitation(current_actor(), current_store(), view.exercise.id)),
        file_name="exercice.ics", mime="text/calendar", icon=":material/event:", on_click="ignore", key="exercise_ics",
    )  # fmt: skip
    if pressed:
        acted(
            lambda: send_invitations(current_actor(), current_store(), view.exercise.id, chosen, word),
            _("Invitations écrites : elles partent avec les autres messages."), icon=":material/send:",
        )  # fmt: skip
