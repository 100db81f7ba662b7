"""Everything that is read again of an exercise, or of a real event: letters, delays, coverage, what was expected, who carried what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.review import Review
    from app.store.database import Store


def read_review(actor: Actor, store: Store, exercise_id: str) -> Review:
    """The review as this reader may read it. Raises NotFound, InvalidInput for a targets file that does not read, NotAllowed."""
    raise NotImplementedError
