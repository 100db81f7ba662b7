"""Move a whole session to other hours: people keep their seats and their calendars follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.scheduling.spoken import capitalised, half_day_of
from app.services.change_session import move_session
from app.ui.boundary import tell
from app.ui.panels.rota_publish import SAID
from app.ui.session import current_actor, current_store
from app.words import _
from app.words.dates import spoken_day, spoken_hour

if TYPE_CHECKING:
    from app.scheduling.session import Session


def popover(session: Session) -> None:
    """Draw the form behind its button; writes at the revision that was read."""
    key = f"rota_move_{session.id}_{session.revision}"
    with (
        st.popover(_("Déplacer cette séance"), icon=":material/schedule:", type="tertiary"),
        st.form(key, border=False),
    ):
        day = st.date_input(_("Jour"), session.day, format="DD/MM/YYYY", key=f"{key}_day")
        starts = st.time_input(_("Début"), session.starts, key=f"{key}_starts")
        ends = st.time_input(_("Fin"), session.ends, key=f"{key}_ends")
        if not st.form_submit_button(_("Déplacer")):
            return
        try:
            move_session(current_actor(), current_store(), session.id, session.revision, day, starts, ends)
        except ReleveError as error:
            tell(error)
            return
        st.session_state[SAID] = _("{session} : déplacée au {day}, {starts}–{ends}.").format(
            session=capitalised(half_day_of(session)),
            day=spoken_day(day),
            starts=spoken_hour(starts),
            ends=spoken_hour(ends),
        )
        st.rerun()
