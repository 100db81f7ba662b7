"""Arm an exercise: from then on its messages really leave. Asked twice, written in the journal, over with the exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store
    from datetime import datetime


def arm_exercise(actor: Actor, store: Store, exercise_id: str, revision: int, confirmed: str) -> None:
    """From now on injects and alerts of this exercise really leave. ``confirmed``: its stop word (its title without one), typed.

    Raises InvalidInput when what was typed is another text, RuleRefusal unless it is under way, StaleRevision, NotFound.
    """
    raise NotImplementedError


def disarm_exercise(actor: Actor, store: Store, exercise_id: str, revision: int) -> int:
    """Messages are simulated again; those that have not left are cancelled. Returns how many.

    Raises RuleRefusal when it is not armed, StaleRevision, NotFound.
    """
    raise NotImplementedError


def put_to_rest(conn: Connection, store: Store, actor: Actor, exercise: Exercise, at: datetime) -> int:
    """Cancel whatever of an exercise has not left (injects, alerts, letters of its event) and close its alerts: those who were
    really written to are told that it is over. How many were cancelled; in the caller's transaction.

    For « finish » and for « FIN D’EXERCICE — SITUATION RÉELLE », before its event is stood down.
    """
    raise NotImplementedError
