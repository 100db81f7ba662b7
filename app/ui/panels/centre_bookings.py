"""Write down the appointments booked outside, session by session or from a file: they bound what each session needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import monday_of
from app.core.errors import ReleveError
from app.core.ids import SessionId
from app.services.rota.change_session import read_appointments, record_appointments
from app.ui.boundary import tell
from app.ui.parts import bookings_form
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views.centre_bookings import booking_rows, booking_sentence
from app.ui.views.centre_present import excess_sentences
from app.words import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.services.rota.read_rota import RotaView


def show(view: RotaView, monday: date) -> None:
    """Draw the week's table, then the file."""
    sessions = [one for one in view.upcoming if monday_of(one.day) == monday]
    slots = next((week for week in view.weeks if week.monday == monday), None)
    st.markdown(plain(booking_sentence(sessions, slots)))
    for sentence in excess_sentences(sessions, view.weeks):
        st.warning(plain(sentence), icon=":material/event_busy:")
    stamp = "-".join(str(one.appointments) for one in sessions)
    changed = bookings_form.show(booking_rows(sessions, slots), key=f"bookings_{monday}_{stamp}")
    if changed:
        _write({SessionId(id): count for id, count in changed.items()})
    content = bookings_form.file(key="bookings")
    if content is not None:
        _import(view, content)


def _import(view: RotaView, content: bytes) -> None:
    try:
        booked = read_appointments(current_actor(), current_store(), view.centre.id, content)
    except ReleveError as error:
        tell(error)
        return
    for sentence in booked.refused:
        st.warning(plain(sentence), icon=":material/rule:")
    count = len(booked.counts)
    label = ngettext("Importer {n} séance", "Importer {n} séances", count).format(n=count)
    if st.button(label, key="bookings_import", disabled=not count):
        _write(dict(booked.counts))


def _write(counts: Mapping[SessionId, int | None]) -> None:
    record_appointments(current_actor(), current_store(), counts)
    said = ngettext("Rendez-vous de {n} séance enregistrés.", "Rendez-vous de {n} séances enregistrés.", len(counts))
    st.toast(said.format(n=len(counts)))
    st.rerun()
