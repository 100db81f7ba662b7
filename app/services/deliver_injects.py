"""Deliver an inject: on the pages of those it reaches; by a real letter besides once the exercise is armed.

Nothing here opens a transaction: an inject is delivered in the one that writes that it was sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from app.exercise.chronogramme import Delivery, PlayedInject
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store


def deliver(
    conn: Connection, store: Store, exercise: Exercise, inject: PlayedInject, at: datetime
) -> tuple[Delivery, ...]:
    """Write whom an inject reaches and return it; within the caller's transaction. Delivering it again changes nothing.

    Not armed: rows only, nothing in the outbox. Armed: a letter to each of those it names who has an address, EXERCICE first
    and last; its row is marked real. ``at``: the real instant, UTC.
    """
    raise NotImplementedError


def withdraw_deliveries(conn: Connection, inject_id: str, at: datetime) -> int:
    """Take back the letters of an inject that have not left (its sending was undone); how many. Deliveries stay written."""
    raise NotImplementedError
