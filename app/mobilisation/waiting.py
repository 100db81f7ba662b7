"""The waiting list of a session: a freed seat is offered in order, to one person at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.mobilisation.quiet import next_allowed
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.core.ids import PersonId, SeatId, SessionId
    from app.mobilisation.budget import Goodwill
    from app.scheduling.session import Seat, Session


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone who asked for a seat of a session when none was free; ``roles`` empty means any they may hold."""

    person: PersonId
    session: SessionId
    since: datetime
    roles: frozenset[str] = frozenset()


class OfferState(StrEnum):
    """An offer stands until it is answered or its time is up."""

    STANDING = "standing"
    TAKEN = "taken"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Offer:
    """A freed seat kept for one person from ``at`` until ``until``."""

    seat: SeatId
    person: PersonId
    at: datetime
    until: datetime
    state: OfferState = OfferState.STANDING

    def stands(self, now: datetime) -> bool:
        return self.state is OfferState.STANDING and now < self.until


def in_order(entries: Iterable[Waiting], seat: Seat, may_hold: Callable[[PersonId, Seat], bool]) -> tuple[Waiting, ...]:
    """Those who wait for such a seat and may hold it (every rule), the first to have asked first; ties by id."""
    waiting = [
        entry
        for entry in entries
        if entry.session == seat.session_id
        and (not entry.roles or seat.role in entry.roles)
        and may_hold(entry.person, seat)
    ]
    return tuple(sorted(waiting, key=lambda one: (one.since, one.person)))


def next_offer(
    seat: Seat,
    session: Session,
    queue: Sequence[Waiting],
    offers: Iterable[Offer],
    goodwill: Goodwill,
    now: datetime,
) -> Offer | None:
    """To whom the seat is offered at ``now``; None while an offer stands, for a held seat, or when nobody is left.

    Whoever waits asked for it: their budget is not touched, their quiet hours are kept. A person in quiet hours keeps
    their turn unless the offer could not run before the session, so the first of the queue is never jumped for
    convenience; each person is offered a seat once.
    """
    made = [offer for offer in offers if offer.seat == seat.id]
    if seat.holder.filled or now >= session.starts_at or any(offer.stands(now) for offer in made):
        return None
    asked = {offer.person for offer in made}
    for entry in queue:
        if entry.person in asked:
            continue
        at = next_allowed(now, goodwill.quiet(entry.person))
        if at is not None and at < session.starts_at:
            lasts = timedelta(minutes=goodwill.rules.offer_minutes)
            return Offer(seat.id, entry.person, at, min(at + lasts, at + (session.starts_at - at) / 2))
    return None


def place_sentence(entries: Iterable[Waiting], person: PersonId, session: SessionId) -> str:
    """« Vous êtes en liste d’attente, 2 personnes avant vous. » for one session, counting everyone who waits for it."""
    queue = sorted((entry for entry in entries if entry.session == session), key=lambda one: (one.since, one.person))
    place = next((index for index, entry in enumerate(queue, 1) if entry.person == person), None)
    if place is None:
        return _("Vous n’êtes pas en liste d’attente.")
    before = place - 1
    if not before:
        return _("Vous êtes en tête de la liste d’attente.")
    return ngettext(
        "Vous êtes en liste d’attente, {n} personne avant vous.",
        "Vous êtes en liste d’attente, {n} personnes avant vous.",
        before,
    ).format(n=before)
