"""Closures of a practice from a calendar: a file, a pasted text or an address. Each busy stretch is a closure; no title is kept.

Read again, it replaces what the same calendar gave and that is not over: what is no longer in it goes, what moved moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.closure import Closure, ClosureSource, overlapping
from app.continuity.situation import ClosureKind
from app.core.clock import instant_text
from app.core.errors import N_, NotFound
from app.core.ids import new_id
from app.core.intervals import Interval
from app.scheduling.busy import busy_intervals
from app.services.continuity.continuity_scene import at_work
from app.services.slots.remote_calendar import fetch_calendar
from app.store import closures, journal, people, practice_care

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, PracticeId
    from app.store.database import Connection, Store

BEHIND, HORIZON = timedelta(days=30), timedelta(days=365)
"""How far back a closure under way is looked for, and how far ahead: holidays are written a year ahead at most (design choice)."""


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """What reading changed: closures added or moved, kept, gone; and closures of the paired practice at the same time."""

    added: int
    kept: int
    gone: int
    overlaps: tuple[Closure, ...] = ()


def read_closures(
    actor: Actor, store: Store, practice: PracticeId, ics: str | bytes, *, member: PersonId | None = None
) -> CalendarRead:
    """Read a calendar's text; ``member``: it is one member's, whose absence takes one away; None: the whole practice's.

    A stretch under way for longer than :data:`BEHIND` keeps the start it had. Raises UnreadableFile, InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_CONTINUITY)
    now = store.now().replace(second=0, microsecond=0)
    window = Interval(now - BEHIND, now + HORIZON)
    stretches = [one for one in busy_intervals(ics, window) if one.end > now]
    with store.transaction() as conn:
        _check(conn, practice, member)
        return _replace(conn, store, actor, practice, member, stretches, window.start)


def read_closure_address(
    actor: Actor,
    store: Store,
    practice: PracticeId,
    url: str,
    *,
    member: PersonId | None = None,
    fetch: Callable[[str], bytes] = fetch_calendar,
) -> CalendarRead:
    """Read a calendar's address now. Raises InvalidInput, UnreadableFile, NotFound, NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    return read_closures(actor, store, practice, fetch(url), member=member)


def forget_closures(actor: Actor, store: Store, practice: PracticeId, *, member: PersonId | None = None) -> int:
    """Take away the closures to come, or under way, that a calendar gave; how many."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        return _replace(conn, store, actor, practice, member, (), store.now()).gone


def _check(conn: Connection, practice: PracticeId, member: PersonId | None) -> None:
    if all(one.id != practice for one in people.practices(conn)):
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    if member is None:
        return
    person = people.find(conn, member)
    if person is None or person.practice != practice or not at_work(person):
        raise NotFound(N_("Cette personne n’est pas, ou plus, de ce cabinet : choisissez-en une autre."))


def _replace(
    conn: Connection,
    store: Store,
    actor: Actor,
    practice: PracticeId,
    member: PersonId | None,
    stretches: Sequence[Interval],
    first: datetime,
) -> CalendarRead:
    """``first``: where reading began; a stretch that begins there began earlier, nobody knows when."""
    now, prefix = store.now(), _prefix(practice, member)
    wanted = {_uid(prefix, one): one for one in stretches}
    held, gone = {}, []
    for one in closures.from_calendar(conn, practice, prefix, now):
        stretch = wanted.get(one.calendar_uid)
        if stretch is not None and stretch.start in (one.starts_at, first):
            held[one.calendar_uid] = one
        else:
            gone.append(one)
            closures.remove(conn, one.id, one.revision, now)
    new = [_closure(actor, store, practice, member, uid, one) for uid, one in wanted.items() if uid not in held]
    for one in new:
        closures.insert(conn, one)
    read = CalendarRead(len(new), len(held), len(gone), _overlaps(conn, store, new))
    if new or gone:
        counts = {"added": read.added, "kept": read.kept, "removed": read.gone}
        journal.write(conn, now, actor.id, "closures_read", practice, counts)
    return read


def _closure(
    actor: Actor, store: Store, practice: PracticeId, member: PersonId | None, uid: str, one: Interval
) -> Closure:
    return Closure(
        id=new_id(),
        practice=practice,
        kind=ClosureKind.PLANNED,
        starts_at=one.start,
        ends_at=one.end,
        members_away=None if member is None else 1,
        source=ClosureSource.CALENDAR,
        calendar_uid=uid,
        noted_at=store.now(),
        actor_id=actor.id,
    )


def _overlaps(conn: Connection, store: Store, new: Sequence[Closure]) -> tuple[Closure, ...]:
    others = closures.since(conn, store.now())
    pairs = {one.practice: one.paired for one in practice_care.every(conn).values() if one.paired is not None}
    found = {other.id: other for one in new for other in overlapping(one, others, pairs)}
    return tuple(sorted(found.values(), key=lambda one: (one.starts_at, one.id)))


def _prefix(practice: PracticeId, member: PersonId | None) -> str:
    """Whose calendar it is, as a digest: the same one read again replaces what it gave."""
    return sha256(f"{practice}|{member or ''}".encode()).hexdigest()[:16] + ":"


def _uid(prefix: str, one: Interval) -> str:
    """Which stretch of it: by its end, since two of one calendar never share theirs, and a long one is read without its start."""
    return prefix + sha256(instant_text(one.end).encode()).hexdigest()[:16]
