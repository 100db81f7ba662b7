"""Thanking the volunteers of a period: one message each, once. Thanks are never a request and cost no goodwill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.activity.attendance import standing
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.mobilisation.message import MessageKind
from app.mobilisation.writing import write
from app.scheduling.spoken import listed
from app.services.crisis.writing_desk import post, read_desk, wish_of
from app.services.keeping.reference import read_library
from app.store import attendance, centres, counts, journal, people, sessions, staffing_requests
from app.words import ngettext, use_language
from app.words.dates import spoken_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.indicators.periods import Period
    from app.roster.person import Person
    from app.scheduling.session import Session
    from app.store.database import Connection, Store

DAYS_NAMED = 3
"""Beyond, the message counts the sessions instead of naming their days."""


@dataclass(frozen=True, slots=True)
class Thanked:
    """Whom a period's thanks go to: those who came, and those of them thanked already."""

    came: int
    already: int

    @property
    def waiting(self) -> int:
        """How many would be written to now."""
        return self.came - self.already


def read_thanks(actor: Actor, store: Store, period: Period) -> Thanked:
    """How many volunteers came over the period, and how many have been thanked for it."""
    require(actor, Action.SEND_MESSAGES)
    with store.reading() as conn:
        came = _to_thank(conn, period, store.now())
        thanked = counts.thanked(conn, _about(period))
    return Thanked(len(came), sum(person.id in thanked for person, _held in came))


def send_thanks(actor: Actor, store: Store, period: Period) -> int:
    """Put one message of thanks in the outbox for each volunteer who came and was not thanked; returns how many.

    They leave by the channel and in the language each one wishes; people who asked to be left alone are. Raises InvalidInput when there is nobody to thank, NotAllowed.
    """
    require(actor, Action.SEND_MESSAGES)
    now = store.now()
    with store.transaction() as conn:
        library = read_library(store, conn)
        thanked = counts.thanked(conn, _about(period))
        came = [(person, held) for person, held in _to_thank(conn, period, now) if person.id not in thanked]
        if not came:
            raise InvalidInput(N_("Personne à remercier : aucune présence émargée, ou tout le monde l’a déjà été."))
        desk = read_desk(conn, library, [person for person, _held in came])
        places = {one.id: one.name for one in centres.every(conn)}
        written = []
        for person, held in came:
            with use_language(wish_of(conn, person.id).language):
                values = {
                    "quoi": _what(held),
                    "quand": _when(held, period),
                    "ou": listed(dict.fromkeys(places[one.centre_id] for one in held)),
                }
            written.append(write(desk, MessageKind.THANKS, person.id, values, now, about=_about(period)))
        post(conn, written, now)
        journal.write(conn, now, actor.id, "thanks_sent", _about(period), {"messages": len(written)})
    return len(written)


def _about(period: Period) -> str:
    return f"thanks:{period.code}"


def _to_thank(conn: Connection, period: Period, now: datetime) -> list[tuple[Person, list[Session]]]:
    """Those who came and may be written to, by name, each with their sessions."""
    came = _came(conn, period)
    roster = [one for one in people.every(conn) if one.id in came and one.is_contactable_on(paris_date(now))]
    return [(one, came[one.id]) for one in roster]


def _came(conn: Connection, period: Period) -> dict[PersonId, list[Session]]:
    """Person → the closed sessions they were present at, in order of time; those of exercises left out."""
    span = period.interval
    closed = attendance.closings(conn, span.start, span.end).keys() - staffing_requests.played_sessions(conn)
    held = {one.id: one for one in sessions.between(conn, span.start, span.end)}
    came: dict[PersonId, list[Session]] = {}
    for row in standing(attendance.between(conn, span.start, span.end)):
        person = row.attendee.person_id
        if person is not None and not row.absent and row.session_id in closed and row.session_id in held:
            came.setdefault(person, []).append(held[row.session_id])
    return came


def _what(held: list[Session]) -> str:
    return ngettext("{n} demi-journée", "{n} demi-journées", len(held)).format(n=len(held))


def _when(held: list[Session], period: Period) -> str:
    """« lundi 30 novembre et mardi 1er décembre », or the period's name when the days are many."""
    days = list(dict.fromkeys(one.day for one in held))
    return listed(spoken_day(day) for day in days) if len(days) <= DAYS_NAMED else period.name
