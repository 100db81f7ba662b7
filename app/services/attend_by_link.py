"""Whoever opens their own page while the exercise is played is there: nobody has to tick them off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require_self
from app.core.errors import NotFound
from app.services.the_exercise import GONE, held
from app.store import exercise_people, journal

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


def attend_by_link(actor: Actor, store: Store, participant_id: str) -> bool:
    """Write that a participant came; False when it is known, or before the start and after the end. Raises NotFound, NotAllowed."""
    require_self(actor, participant_id, for_others=Action.RUN_EXERCISES)
    with store.transaction() as conn:
        participant = exercise_people.find(conn, participant_id)
        if participant is None:
            raise NotFound(GONE)
        exercise = held(conn, participant.exercise_id)
        if not exercise.is_under_way or not exercise_people.has_attended(conn, participant.id):
            return False
        journal.write(conn, store.now(), actor.id, "participant_attended", exercise.id, {"attended": 1})
    return True
