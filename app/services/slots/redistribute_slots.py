"""The slots of practices that close: who could hold them instead, and moving them once a practice has said yes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.carer import CarerKind, practice_carer, practice_of
from app.continuity.situation import WHOLE, OutageKind
from app.continuity.slot_moves import Host, Orphan, redistribute
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.core.intervals import Interval
from app.scheduling.travel import minutes_from
from app.services.continuity.continuity_scene import scene
from app.services.continuity.hand_over_scene import parties
from app.store import journal, people, revisions, slots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.continuity.slot_moves import Move, MovePlan, Unmoved
    from app.continuity.slots import Slot
    from app.core.ids import PersonId, PracticeId
    from app.services.continuity.continuity_scene import Scene
    from app.services.continuity.hand_over_scene import Party
    from app.store.database import Connection, Store

AHEAD = timedelta(days=14)
"""How far ahead closures are looked at: beyond, a practice has time to say where its patients go."""
PHYSICIAN = "medecin"
"""Whoever holds a slot of a practice that has physicians, when no person is named, is one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSlot:
    """One slot of a closed practice: how many are booked in it, who could take it, and what nobody can."""

    slot: Slot
    booked: int
    moves: tuple[Move, ...]
    left: Unmoved | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovesView:
    """Every slot to come whose practice is closed, by time. ``names`` and ``phones`` are those of practices."""

    now: datetime
    until: datetime
    closed: tuple[ClosedSlot, ...]
    names: Mapping[PracticeId, str]
    phones: Mapping[PracticeId, str]

    @property
    def places(self) -> int:
        return sum(one.slot.places for one in self.closed)

    @property
    def proposed(self) -> int:
        """Places that somebody could take."""
        return sum(move.places for one in self.closed for move in one.moves)

    @property
    def booked(self) -> int:
        """People booked in a practice that will be closed."""
        return sum(one.booked for one in self.closed)


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving a slot did. ``to_tell``: people whose appointment goes with it; ``without``: whose appointment has no place."""

    slots: tuple[str, ...]
    to_tell: int
    without: int


def read_moves(actor: Actor, store: Store) -> MovesView:
    """The slots of closed practices over the next days and the best sharing out of their places. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    now = store.now()
    with store.reading() as conn:
        found = scene(conn, store, now, until=now + AHEAD)
        coming = _coming(conn, now)
        closed = _closed(found, coming)
        booked = _booked(conn, closed)
        professions = {one.id: one.profession for one in people.every(conn)}
        plan = _plan(found, closed, coming, professions)
        practices, rung = people.practices(conn), parties(conn, store)
    return MovesView(
        now=now,
        until=now + AHEAD,
        closed=tuple(_row(slot, booked.get(slot.id, 0), plan) for slot in closed),
        names={one.id: one.name for one in practices},
        phones={one.id: one.phone or _rung(rung.get(practice_carer(one.id))) for one in practices},
    )


def _rung(party: Party | None) -> str:
    """A practice without a number of its own is rung through its people."""
    return party.phone if party else ""


def move_slot(actor: Actor, store: Store, slot_id: str, revision: int, to: Mapping[PracticeId, int]) -> Moved:
    """Move a slot, once they said yes, to practices with how many places each: same hours, a new slot there, this one cancelled.

    Who is booked goes along, as far as there are places. Raises InvalidInput, StaleRevision; nothing is then written.
    """
    require(actor, Action.RUN_CONTINUITY)
    now = store.now()
    with store.transaction() as conn:
        held = slots.find(conn, slot_id)
        if held is None:
            raise NotFound(N_("Ce créneau n’existe plus. Rechargez la page."))
        if not held.is_open or not slots.set_cancelled(conn, slot_id, revision, now, now):
            raise revisions.stale(conn, slot_id)
        shares = _checked(conn, held, to, now)
        made = [_stand_in(held, practice, places, now) for practice, places in shares]
        slots.insert(conn, made)
        told, without = _take_along(conn, slot_id, made)
        said = {"places": sum(to.values()), "slots": len(made), "booked": told}
        journal.write(conn, now, actor.id, "slot_moved", slot_id, said)
    return Moved(tuple(one.id for one in made), told, without)


def _checked(conn: Connection, slot: Slot, to: Mapping[PracticeId, int], now: datetime) -> list[tuple[PracticeId, int]]:
    known = {one.id for one in people.practices(conn)}
    shares = sorted((practice, places) for practice, places in to.items() if places)
    if not shares or any(
        places < 0 or practice not in known or practice == slot.practice for practice, places in shares
    ):
        raise InvalidInput(N_("Choisissez un autre cabinet, et combien de places il prend."))
    if sum(places for _practice, places in shares) > slot.places:
        raise InvalidInput(N_("Ce créneau n’a que {places} places : n’en déplacez pas plus."), places=slot.places)
    if slot.ends_at <= now:
        raise InvalidInput(N_("Ce créneau est passé : il n’y a plus rien à déplacer."))
    return shares


def _stand_in(slot: Slot, practice: PracticeId, places: int, now: datetime) -> Slot:
    return replace(
        slot, id=new_id(), practice=practice, site="", person=None, places=places, series="", moved_from=slot.id,
        changed_at=now, cancelled_at=None, revision=1,
    )  # fmt: skip


def _take_along(conn: Connection, slot_id: str, made: Sequence[Slot]) -> tuple[int, int]:
    """Put those booked into the slots that stand in, the first who booked first; how many went and how many could not."""
    booked = slots.bookings_of(conn, slot_id)
    seats = [one.id for one in made for _place in range(one.places)]
    for booking, seat in zip(booked, seats, strict=False):
        slots.move_booking(conn, booking.id, seat)
    went = min(len(booked), len(seats))
    return went, len(booked) - went


def _coming(conn: Connection, now: datetime) -> list[Slot]:
    held = slots.between(conn, paris_date(now), paris_date(now + AHEAD))
    return [one for one in held if one.is_open and one.ends_at > now]


def _booked(conn: Connection, closed: Sequence[Slot]) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    if closed:
        for one in slots.bookings(conn, closed[0].day, closed[-1].day):
            found[one.slot] += 1
    return found


def _closed(found: Scene, coming: Sequence[Slot]) -> list[Slot]:
    return [one for one in coming if falls_in_closure(found, one)]


def falls_in_closure(found: Scene, slot: Slot) -> bool:
    """Whether the practice of a slot is closed at some time of it, as far as the scene reaches."""
    return slot.practice is not None and _is_closed(found, slot.practice, slot)


def _is_closed(found: Scene, practice: PracticeId, slot: Slot) -> bool:
    """Whether nobody is left in a practice at some time of a slot."""
    whole = [one for one in found.situation.absences if one.practice == practice and one.share == WHOLE]
    return any(one.starts_at < slot.ends_at and (one.ends_at is None or slot.starts_at < one.ends_at) for one in whole)


def _plan(
    found: Scene, closed: Sequence[Slot], coming: Sequence[Slot], professions: Mapping[PersonId, str | None]
) -> MovePlan:
    carers = {practice: one for one in found.territory.carers if (practice := practice_of(one.id))}
    communes = {practice: one.commune for practice, one in carers.items()}
    communes |= {one.id: one.commune_insee for one in found.practices if one.commune_insee}
    way = _Ways(found)
    hosts = [
        Host(practice=practice, professions=one.professions, room=one.capacity, radius_minutes=one.radius_minutes or 0)
        for practice, one in carers.items()
        if one.kind is CarerKind.PRACTICE
    ]
    held: dict[tuple[PracticeId, date], int] = defaultdict(int)
    for one in coming:
        if one.moved_from and one.practice:
            held[one.practice, one.day] += one.places

    def needed(slot: Slot) -> frozenset[str]:
        named = professions.get(slot.person) if slot.person else None
        works = carers[slot.practice].professions if slot.practice in carers else frozenset[str]()
        return frozenset({named}) if named else frozenset({PHYSICIAN}) if PHYSICIAN in works or not works else works

    return redistribute(
        [Orphan(one, needed(one)) for one in closed], hosts, held=held,
        minutes=lambda slot, host: way(slot, communes.get(slot.practice or host.practice, ""), communes.get(host.practice, "")),
        is_open=lambda host, slot: not _is_closed(found, host.practice, slot),
    )  # fmt: skip


class _Ways:
    """Minutes between two communes at the time of a slot, over the roads that are not cut then; None without a road."""

    def __init__(self, found: Scene) -> None:
        self._roads = found.territory.roads
        self._cuts = [one for one in found.situation.cuts if one.kind is OutageKind.ROAD]
        self._from = lru_cache(maxsize=None)(self._reached)

    def __call__(self, slot: Slot, start: str, end: str) -> float | None:
        if not start or not end:
            return None
        cut = frozenset(
            road
            for one in self._cuts
            if Interval(slot.starts_at, slot.ends_at).overlaps(Interval(one.starts_at, one.ends_at or slot.ends_at))
            for road in one.roads
        )
        return self._from(start, cut).get(end)

    def _reached(self, start: str, cut: frozenset[frozenset[str]]) -> Mapping[str, float]:
        return minutes_from(start, [one for one in self._roads if frozenset({one.start, one.end}) not in cut])


def _row(slot: Slot, booked: int, plan: MovePlan) -> ClosedSlot:
    return ClosedSlot(
        slot=slot,
        booked=booked,
        moves=tuple(one for one in plan.moves if one.slot == slot.id),
        left=next((one for one in plan.left if one.slot == slot.id), None),
    )
