"""Answer the hot wash, once, from one's own link, when the exercise has ended. No name, hour or order stays with the answer.

Nothing is written to the journal: its order would tell who answered what (same rule as the two questions of each quarter).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require_self
from app.core.clock import paris_date
from app.core.errors import N_, NotFound, RuleRefusal
from app.exercise.hot_wash import checked_answer
from app.services.exercise.read_hot_wash import questions_of
from app.services.exercise.the_exercise import GONE, held
from app.store import exercise_people, hot_washes

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.hot_wash import HotWashAnswer
    from app.store.database import Store


def wash_by_link(actor: Actor, store: Store, participant_id: str, answer: HotWashAnswer) -> bool:
    """Count an answer; False when that participant had answered already: sent again on a bad line, it counts once.

    Raises RuleRefusal before the exercise has ended, InvalidInput, NotFound, NotAllowed.
    """
    require_self(actor, participant_id, for_others=Action.RUN_EXERCISES)
    with store.transaction() as conn:
        participant = exercise_people.find(conn, participant_id)
        if participant is None:
            raise NotFound(GONE)
        exercise = held(conn, participant.exercise_id)
        if not exercise.is_ended:
            raise RuleRefusal(N_("Le questionnaire s’ouvre quand l’exercice est terminé."))
        if participant.hot_wash_on is not None:
            return False
        hot_washes.add(conn, exercise.id, checked_answer(answer, questions_of(conn, store, exercise)))
        exercise_people.has_attended(conn, participant_id)
        exercise_people.has_washed(conn, participant_id, paris_date(store.now()))
    return True
