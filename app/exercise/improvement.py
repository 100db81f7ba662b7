"""The improvement plan: who changes what, before when, what proves it, and which exercise verified it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.exercise.rating import Element


class ImprovementState(StrEnum):
    """open → in_progress → done → verified; dropped says why in ``proof``."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    DROPPED = "dropped"


IMPROVEMENT_STATE_WORDS = {
    ImprovementState.OPEN: N_("à faire"),
    ImprovementState.IN_PROGRESS: N_("en cours"),
    ImprovementState.DONE: N_("faite"),
    ImprovementState.VERIFIED: N_("vérifiée en exercice"),
    ImprovementState.DROPPED: N_("abandonnée"),
}

AWAITED = frozenset({ImprovementState.OPEN, ImprovementState.IN_PROGRESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """One action. ``exercise_id`` empty: it came from elsewhere. ``finding``: what was found, in words that a later exercise
    may find again. ``section``: of the plan, ``card``: slug of a reflex card, that it changes.

    ``owner``: a function (« cadre de santé »); ``organisation`` empty: ours. ``email``: where a reminder with its link goes.
    ``version_before`` and ``version_after``: versions of the plan between which it was closed. ``verified_in``: exercise id.
    ``sequence``: moves with its dates, for calendars.
    """

    id: str
    exercise_id: str = ""
    observation_id: str = ""
    action: str
    finding: str = ""
    cause: str = ""
    section: str = ""
    card: str = ""
    element: Element
    priority: int = 2
    owner: str
    organisation: str = ""
    person_id: str = ""
    email: str = ""
    starts_on: date
    due_on: date
    state: ImprovementState = ImprovementState.OPEN
    proof: str = ""
    closed_at: datetime | None = None
    version_before: str = ""
    version_after: str = ""
    verified_in: str = ""
    reminded_at: datetime | None = None
    created_at: datetime
    changed_at: datetime
    actor_id: str = ""
    removed_at: datetime | None = None
    sequence: int = 0
    revision: int = 1

    @property
    def is_awaited(self) -> bool:
        return self.state in AWAITED

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.is_awaited and self.due_on < today
