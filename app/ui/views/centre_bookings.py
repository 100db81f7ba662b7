"""Booked appointments beside the slots they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.parts.bookings_form import BookingRow
from app.words import _, ngettext
from app.words.dates import spoken_number, spoken_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.scheduling.session import Session
    from app.scheduling.slots import WeekSlots


def booking_rows(sessions: Sequence[Session], week: WeekSlots | None) -> tuple[BookingRow, ...]:
    """One row a session, in time order."""
    slots = {one.session_id: one.slots for one in week.sessions} if week else {}
    return tuple(
        BookingRow(one.id, spoken_session(one.starts_at, one.ends_at), slots.get(one.id), one.appointments)
        for one in sessions
    )


def booking_sentence(sessions: Sequence[Session], week: WeekSlots | None) -> str:
    """« 420 rendez-vous pour 1 400 créneaux ; 6 séances sans nombre saisi. »"""
    booked = sum(one.appointments or 0 for one in sessions)
    unknown = len([one for one in sessions if one.appointments is None])
    said = _("{booked} pour {slots}").format(
        booked=ngettext("{n} rendez-vous", "{n} rendez-vous", booked).format(n=spoken_number(booked)),
        slots=ngettext("{n} créneau", "{n} créneaux", week.slots if week else 0).format(
            n=spoken_number(week.slots if week else 0)
        ),
    )
    if not unknown:
        return _("{said}.").format(said=said)
    return ngettext(
        "{said} ; {n} séance sans nombre saisi.", "{said} ; {n} séances sans nombre saisi.", unknown
    ).format(said=said, n=unknown)
