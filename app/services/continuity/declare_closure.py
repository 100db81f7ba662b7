"""Note that a practice is closed, whole or of some members, from when to when; change it, end it, take it away. Never why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.closure import Closure, ClosureSource, check, overlapping
from app.continuity.situation import ClosureKind
from app.core.errors import N_, NotFound
from app.core.ids import new_id
from app.services.continuity.continuity_scene import at_work
from app.services.crisis.the_event import open_event_of
from app.store import closures, events, journal, people, practice_care, revisions

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureDraft:
    """A closure as somebody types it. Instants are UTC; ``ends_at`` None: no end known; ``members_away`` None: everybody.

    ``event_id``: the event it is noted in, whose exercise makes it fictional; empty: none.
    """

    practice: PracticeId
    kind: ClosureKind
    starts_at: datetime
    ends_at: datetime | None = None
    members_away: int | None = None
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """The closure written, and those of the paired practice at the same time: a warning, never a refusal."""

    id: str
    overlaps: tuple[Closure, ...] = ()


def declare_closure(actor: Actor, store: Store, draft: ClosureDraft) -> Noted:
    """Note a closure. Raises InvalidInput, NotFound, RuleRefusal for an event that is over."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        if draft.event_id:
            open_event_of(conn, draft.event_id)
        return _insert(conn, store, actor, draft)


def change_closure(actor: Actor, store: Store, closure_id: str, revision: int, draft: ClosureDraft) -> Noted:
    """Write a closure over, at the revision it was read at; one of a calendar becomes one that somebody typed.

    Raises StaleRevision saying what changed, InvalidInput, NotFound.
    """
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        held = _the_closure(conn, closure_id)
        changed = _as_kept(
            replace(
                held, practice=draft.practice, kind=draft.kind, starts_at=draft.starts_at, ends_at=draft.ends_at,
                members_away=draft.members_away, source=ClosureSource.TYPED, calendar_uid="", revision=revision,
            )
        )  # fmt: skip
        check(changed, _members(conn, draft.practice))
        if not closures.update(conn, changed):
            raise revisions.stale(conn, closure_id)
        journal.write(conn, store.now(), actor.id, "closure_changed", closure_id, {"practice": draft.practice})
        return Noted(closure_id, _overlaps(conn, store, changed))


def end_closure(actor: Actor, store: Store, closure_id: str, revision: int) -> None:
    """The practice is open again: the closure ends now; one that has not begun is taken away. Raises StaleRevision, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        held, now = _the_closure(conn, closure_id), store.now()
        if held.starts_at >= now:
            _remove(conn, store, actor, held, revision)
            return
        kind = ClosureKind.UNAVAILABLE if held.kind is ClosureKind.FOR_GOOD else held.kind
        if not closures.update(conn, replace(held, kind=kind, ends_at=now, revision=revision)):
            raise revisions.stale(conn, closure_id)
        journal.write(conn, now, actor.id, "closure_ended", closure_id, {"practice": held.practice})


def remove_closure(actor: Actor, store: Store, closure_id: str, revision: int) -> None:
    """Take away a closure that was a mistake: it counts nowhere any more. Raises StaleRevision, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        _remove(conn, store, actor, _the_closure(conn, closure_id), revision)


def _remove(conn: Connection, store: Store, actor: Actor, held: Closure, revision: int) -> None:
    now = store.now()
    if not closures.remove(conn, held.id, revision, now):
        raise revisions.stale(conn, held.id)
    journal.write(conn, now, actor.id, "closure_removed", held.id, {"practice": held.practice})


def _insert(conn: Connection, store: Store, actor: Actor, draft: ClosureDraft) -> Noted:
    now = store.now()
    closure = _as_kept(
        Closure(
            id=new_id(), practice=draft.practice, kind=draft.kind, starts_at=draft.starts_at, ends_at=draft.ends_at,
            members_away=draft.members_away, event_id=draft.event_id, noted_at=now, actor_id=actor.id,
        )
    )  # fmt: skip
    check(closure, _members(conn, draft.practice))
    closures.insert(conn, closure)
    journal.write(
        conn, now, actor.id, "closure_noted", closure.id,
        {"practice": closure.practice, "kind": closure.kind.value, "members": closure.members_away or 0},
    )  # fmt: skip
    return Noted(closure.id, _overlaps(conn, store, closure))


def _as_kept(closure: Closure) -> Closure:
    """A practice that closes for good closes whole, without end; seconds are nobody's."""
    ends_at = closure.ends_at.replace(second=0, microsecond=0) if closure.ends_at else None
    kept = replace(closure, starts_at=closure.starts_at.replace(second=0, microsecond=0), ends_at=ends_at)
    return replace(kept, ends_at=None, members_away=None) if closure.kind is ClosureKind.FOR_GOOD else kept


def _the_closure(conn: Connection, closure_id: str) -> Closure:
    held = closures.find(conn, closure_id)
    if held is None:
        raise NotFound(N_("Cette fermeture n’existe plus. Rechargez la page."))
    if held.removed_at is not None:
        raise revisions.stale(conn, closure_id)
    return held


def _members(conn: Connection, practice: PracticeId) -> int:
    """Professionals at work there. Raises NotFound for a practice that is gone."""
    if all(one.id != practice for one in people.practices(conn)):
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    return sum(one.practice == practice and at_work(one) for one in people.every(conn))


def _overlaps(conn: Connection, store: Store, closure: Closure) -> tuple[Closure, ...]:
    """Closures of the pair at the same time, in the same world: those of an exercise say nothing of the real one."""
    event = events.find(conn, closure.event_id) if closure.event_id else None
    others = closures.since(conn, store.now(), exercise=event is not None and event.is_exercise)
    pairs = {one.practice: one.paired for one in practice_care.every(conn).values() if one.paired is not None}
    return tuple(overlapping(closure, others, pairs))
