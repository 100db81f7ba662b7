"""Requests of authorities: where each stands against its deadline, and in which order they are worked through. No clock, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

SOON = timedelta(hours=2)
"""A deadline that near is said as such: time to gather figures and have the answer read (house rule)."""


class Channel(StrEnum):
    """By which way a request came, or an answer left."""

    PHONE = "phone"
    EMAIL = "email"
    MEETING = "meeting"
    LETTER = "letter"
    OTHER = "other"


CHANNEL_WORDS: dict[Channel, str] = {
    Channel.PHONE: N_("téléphone"),
    Channel.EMAIL: N_("e-mail"),
    Channel.MEETING: N_("réunion ou audioconférence"),
    Channel.LETTER: N_("courrier ou arrêté"),
    Channel.OTHER: N_("autre voie"),
}


class RequestState(StrEnum):
    """Where a request stands, the most pressing first."""

    LATE = "late"
    SOON = "soon"
    WAITING = "waiting"
    ANSWERED_LATE = "answered_late"
    ANSWERED = "answered"


STATE_WORDS: dict[RequestState, str] = {
    RequestState.LATE: N_("en retard"),
    RequestState.SOON: N_("bientôt due"),
    RequestState.WAITING: N_("à répondre"),
    RequestState.ANSWERED_LATE: N_("répondue en retard"),
    RequestState.ANSWERED: N_("répondue"),
}
_OPEN = frozenset({RequestState.LATE, RequestState.SOON, RequestState.WAITING})


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRequest:
    """What an authority asked (« ARS Bretagne, DD 56 »), in its words; instants are UTC, ``proof`` a reference in words."""

    id: str
    asked_by: str
    text: str
    received_at: datetime
    event_id: str = ""
    channel: str = ""
    due_at: datetime | None = None
    reply: str = ""
    replied_at: datetime | None = None
    proof: str = ""
    revision: int = 1

    def state(self, now: datetime) -> RequestState:
        """Where it stands at ``now``; an answer is on time at its very deadline."""
        if self.replied_at is not None:
            late = self.due_at is not None and self.replied_at > self.due_at
            return RequestState.ANSWERED_LATE if late else RequestState.ANSWERED
        if self.due_at is None:
            return RequestState.WAITING
        if now > self.due_at:
            return RequestState.LATE
        return RequestState.SOON if self.due_at - now <= SOON else RequestState.WAITING

    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.replied_at is None


def worked_through(requests: Iterable[AuthorityRequest], now: datetime) -> tuple[AuthorityRequest, ...]:
    """Overdue first, then by deadline, those without one after, what is answered last and newest first."""
    every = sorted(requests, key=lambda one: (one.received_at, one.id))
    owed = [one for one in every if one.is_open()]
    done = [one for one in every if not one.is_open()]
    owed.sort(
        key=lambda one: (one.state(now) is not RequestState.LATE, one.due_at is None, one.due_at or one.received_at)
    )
    return (*owed, *reversed(done))


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """How many are owed, overdue, due soon, answered; of the answered, how many on time."""

    owed: int
    late: int
    soon: int
    answered: int
    on_time: int


def counted(requests: Iterable[AuthorityRequest], now: datetime) -> RequestCounts:
    """The counts of requests at ``now``; an answer without a deadline is on time."""
    states = [one.state(now) for one in requests]
    return RequestCounts(
        owed=sum(state in _OPEN for state in states),
        late=states.count(RequestState.LATE),
        soon=states.count(RequestState.SOON),
        answered=sum(state not in _OPEN for state in states),
        on_time=states.count(RequestState.ANSWERED),
    )
