"""What a report would hold, before it is made: which parts have something to tell, which are still empty, its first sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.exercise.retex import Part, RetexKind
from app.exercise.retex_cold import cold_retex
from app.services.exercise.retex_facts import gather

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store

HOT_DAYS = 2
"""Until the day after it was held, the hot report is the one wanted; then the cold one."""


@dataclass(frozen=True, slots=True)
class RetexChoice:
    """``empty``: parts that hold nothing yet; ``usual``: the report wanted at this moment; ``headline``: how it begins."""

    headline: str
    empty: frozenset[Part]
    usual: RetexKind

    @property
    def is_complete(self) -> bool:
        """Whether every part tells something."""
        return not self.empty


def choose_retex(actor: Actor, store: Store, exercise_id: str) -> RetexChoice:
    """What may be chosen. Raises what :func:`app.services.exercise.read_exercise_review.read_review` raises, NotAllowed."""
    require(actor, Action.READ_EXERCISES)
    facts, _settings = gather(actor, store, exercise_id)
    retex = cold_retex(facts)
    ended = facts.exercise.finished_at or facts.exercise.ends_at
    is_fresh = facts.exercise.is_played and (facts.now - ended).days < HOT_DAYS and not facts.exercise.reviewed_at
    return RetexChoice(
        headline=retex.headline,
        empty=frozenset(one.part for one in retex.sections if one.is_empty),
        usual=RetexKind.HOT if is_fresh else RetexKind.COLD,
    )
