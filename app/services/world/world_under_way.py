"""What is under way in each slice of the live world: people away or on seats, slots kept open, duty by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from app.scheduling.capacity import is_held
from app.scheduling.session import SessionState
from app.services.world.world_offer import SLOT_SKILL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from app.core.ids import PersonId, PracticeId
    from app.drills.world import Slice
    from app.scheduling.session import Session
    from app.services.world.world_source import Source

HOUR = 3600
"""Seconds. A session that takes less of a half-day leaves it to ordinary care."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Parts of a practice away by slice; slices in which people hold a seat; places of slots that they keep, given there; acts
    of those on duty by name."""

    away: Mapping[PracticeId, Sequence[Fraction]]
    seated: Mapping[PersonId, frozenset[int]]
    reserved: Mapping[PersonId, Counter[int]]
    on_duty: Mapping[PersonId, Mapping[int, int]]


def taken(source: Source) -> Taken:
    """All of it."""
    return Taken(_away(source), _seated(source), _reserved(source), _on_duty(source))


def stands(session: Session) -> bool:
    """Whether a session takes people from ordinary care: its rota is published."""
    return session.state in (SessionState.PUBLISHED, SessionState.DONE)


def rank_of(source: Source, starts_at: datetime, ends_at: datetime) -> int | None:
    """The slice that holds the middle of an interval; None outside all of them."""
    middle = starts_at + (ends_at - starts_at) / 2
    return next((rank for rank, one in enumerate(source.slices) if one.starts_at <= middle < one.ends_at), None)


def slots_of(source: Source, kind: str) -> Mapping[str, Counter[int]]:
    """Practice or site (« practice », « site ») → places of its open slots by slice, booked ones included: they are care given."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for slot in source.slots:
        rank = rank_of(source, slot.starts_at, slot.ends_at) if slot.is_open else None
        host, _colon, id = slot.host.partition(":")
        if rank is not None and host == kind:
            found[id][rank] += slot.places
    return found


def _away(source: Source) -> Mapping[PracticeId, Sequence[Fraction]]:
    """Practice → the part of its people away in the middle of each slice."""
    found: dict[PracticeId, list[Fraction]] = {}
    for one in source.stage.situation.absences:
        parts = found.setdefault(one.practice, [Fraction(0)] * len(source.slices))
        for rank, slice in enumerate(source.slices):
            if _is_on(one.starts_at, one.ends_at, slice):
                parts[rank] = min(Fraction(1), parts[rank] + one.share)
    return found


def _seated(source: Source) -> Mapping[PersonId, frozenset[int]]:
    """Person → slices of which a published session takes more than an hour of theirs."""
    published = {one.id: one for one in source.sessions if stands(one)}
    found: dict[PersonId, set[int]] = defaultdict(set)
    for seat in source.seats:
        session, person = published.get(seat.session_id), seat.holder.person_id
        if session is not None and person is not None and is_held(seat):
            found[person] |= {
                rank
                for rank, one in enumerate(source.slices)
                if _shared(session.starts_at, session.ends_at, one).total_seconds() > HOUR
            }
    return {person: frozenset(ranks) for person, ranks in found.items()}


def _reserved(source: Source) -> Mapping[PersonId, Counter[int]]:
    """Places of a practice's open slots, off the ordinary half-day of whoever keeps them, else of those there who could."""
    found: dict[PersonId, Counter[int]] = defaultdict(Counter)
    for slot in source.slots:
        rank = rank_of(source, slot.starts_at, slot.ends_at) if slot.is_open else None
        if rank is None or slot.practice is None:
            continue
        able = [one.id for one in source.carers(slot.practice) if SLOT_SKILL in source.supply(one.profession).skills]
        keepers = [one for one in able if one == slot.person] or able
        for number in range(slot.places if keepers else 0):
            found[keepers[number % len(keepers)]][rank] += 1
    return found


def _on_duty(source: Source) -> Mapping[PersonId, Mapping[int, int]]:
    """Person on duty by name → slice → what they give then, as the first post of the table that takes the unscheduled.

    A dentist's duty, or that of somebody who stands nowhere on the map, takes nobody's place.
    """
    acts = next((row.acts for row in source.tables.duty if SLOT_SKILL in row.skills), 0)
    found: dict[PersonId, dict[int, int]] = {}
    able = {
        one.id
        for one in source.people
        if SLOT_SKILL in source.supply(one.profession).skills and source.where(one) in source.insee
    }
    for person, intervals in source.duties.items():
        if person not in able:
            continue
        for rank, one in enumerate(source.slices):
            whole = one.ends_at - one.starts_at
            # A duty of 20:00 to midnight is most of itself within the night, though not most of the night.
            if any(2 * _shared(i.start, i.end, one) > min(i.duration, whole) for i in intervals):
                found.setdefault(person, {})[rank] = acts
    return found


def _is_on(starts_at: datetime, ends_at: datetime | None, one: Slice) -> bool:
    return starts_at <= _middle(one) and (ends_at is None or _middle(one) < ends_at)


def _middle(one: Slice) -> datetime:
    return one.starts_at + (one.ends_at - one.starts_at) / 2


def _shared(starts_at: datetime, ends_at: datetime, one: Slice) -> timedelta:
    """How much of a slice an interval takes; negative where they do not meet."""
    return min(ends_at, one.ends_at) - max(starts_at, one.starts_at)
