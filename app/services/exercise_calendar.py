"""The invitation to an exercise, as a calendar file: when people meet, where, never the fictional time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store


def invitation(actor: Actor, store: Store, exercise_id: str) -> bytes:
    """The calendar file (RFC 5545) that whoever invites hands out. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    raise NotImplementedError


def invitation_of(conn: Connection, exercise: Exercise, *, address: str = "") -> bytes:
    """The same within a reading, for a participant's page; ``address``: of that page."""
    raise NotImplementedError
