"""Move a whole session to other hours: people keep their seats and their calendars follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.scheduling.spoken import half_day_of
from app.services.mobilisation.move_conflicts import read_move_conflicts
from app.services.rota.change_session import move_session
from app.ui.boundary import tell
from app.ui.panels.rota_publish import SAID
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.words import _
from app.words.dates import spoken_day, spoken_hour
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import date, time

    from app.scheduling.session import Session
    from app.services.mobilisation.move_conflicts import MoveConflicts
    from app.ui.parts.seen import Seen


def popover(session: Session) -> None:
    """Draw the form behind its button; writes at the revision that was read.

    Whom the move puts in difficulty is said first, and a second press moves: only these hours, for these people.
    """
    with st.popover(_("Déplacer cette séance"), icon=":material/schedule:", type="tertiary"):
        form = seen(f"rota_move_{session.id}", session, session.revision)
        _form(form, form.value, form.key, is_stale=form.revision != session.revision)


def _form(form: Seen[Session], session: Session, key: str, *, is_stale: bool) -> None:
    """``is_stale``: somebody wrote since it was drawn, which the service will say before anything else is asked."""
    with st.form(key, border=False):
        day = st.date_input(_("Jour"), session.day, format="DD/MM/YYYY", key=f"{key}_day")
        starts = st.time_input(_("Début"), session.starts, key=f"{key}_starts")
        ends = st.time_input(_("Fin"), session.ends, key=f"{key}_ends")
        warned: tuple[MoveConflicts, date, time, time] | None = st.session_state.get(f"{key}_warned")
        if warned:
            st.warning(plain(warned[0].sentence), icon=":material/warning:")
        pressed = st.form_submit_button(_("Déplacer"))
        anyway = bool(warned) and st.form_submit_button(_("Déplacer quand même"), type="primary")
        if not pressed and not anyway:
            return
        try:
            if not is_stale:
                found = read_move_conflicts(current_actor(), current_store(), session.id, day, starts, ends)
                if found.found and not (anyway and warned == (found, day, starts, ends)):
                    st.session_state[f"{key}_warned"] = (found, day, starts, ends)
                    st.rerun()
            move_session(current_actor(), current_store(), session.id, form.revision, day, starts, ends)
        except StaleRevision as error:
            refused(form, error, replace(session, day=day, starts=starts, ends=ends))
        except ReleveError as error:
            tell(error)
            return
        st.session_state.pop(f"{key}_warned", None)
        forget(form.base)
        st.session_state[SAID] = _("{session} : déplacée au {day}, {starts}–{ends}.").format(
            session=capitalised(half_day_of(session)),
            day=spoken_day(day),
            starts=spoken_hour(starts),
            ends=spoken_hour(ends),
        )
        st.rerun()
