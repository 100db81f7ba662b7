"""The parts of a review that are written by hand: context, what worked, difficulties, gaps, causes, lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.typed import typed_text
from app.exercise.review import LONGEST_PART, ReviewPart, ReviewText
from app.services.exercise.rate_objective import check_open
from app.services.exercise.the_exercise import held
from app.store import journal, review_texts, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


def write_review_text(actor: Actor, store: Store, exercise_id: str, part: ReviewPart, text: str, revision: int) -> int:
    """Write a part at the revision that was seen (0: never written); its new revision. The same text writes nothing.

    Raises NotFound, InvalidInput for an endless text, RuleRefusal before the start and once signed, StaleRevision, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    said = typed_text(text, LONGEST_PART)
    with store.transaction() as conn:
        exercise, now = held(conn, exercise_id), store.now()
        check_open(exercise)
        present = review_texts.find(conn, exercise_id, part)
        stands = present.revision if present else 0
        if said == (present.text if present else ""):
            return stands
        if revision != stands:
            raise revisions.stale(conn, exercise_id, types=("review_written",))
        review_texts.put(conn, exercise_id, ReviewText(part, said, now, actor.id))
        journal.write(conn, now, actor.id, "review_written", exercise_id, {"part": part.value})
        return stands + 1
