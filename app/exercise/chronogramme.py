"""The chronogramme as it is played: injects with their state, what answered them, what was expected, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.drills.scenario import Expected
    from app.drills.shock import AnyEffect


class InjectState(StrEnum):
    """planned ⇄ held → sent | skipped. Skipping is usual: about 70 % of a chronogramme is played (DRILLS §1.3)."""

    PLANNED = "planned"
    HELD = "held"
    SENT = "sent"
    SKIPPED = "skipped"


INJECT_STATE_WORDS = {
    InjectState.PLANNED: N_("prévu"),
    InjectState.HELD: N_("retenu"),
    InjectState.SENT: N_("envoyé"),
    InjectState.SKIPPED: N_("passé"),
}
TO_COME = frozenset({InjectState.PLANNED, InjectState.HELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedInject:
    """One line of the chronogramme of an exercise, T+ ``minutes`` as it stands now, ``planned_minutes`` as it was written.

    ``planned_minutes`` None: improvised. ``sent_minutes``: the fictional minute it left. ``reason``: why held or skipped.
    ``objectives``: codes of those it tries.
    """

    id: str
    exercise_id: str
    number: int
    minutes: int
    planned_minutes: int | None
    sender: str
    recipient: str
    channel: str
    text: str
    effects: tuple[AnyEffect, ...] = ()
    expected: tuple[Expected, ...] = ()
    objectives: tuple[str, ...] = ()
    note: str = ""
    state: InjectState = InjectState.PLANNED
    sent_at: datetime | None = None
    sent_minutes: float | None = None
    actor_id: str = ""
    reason: str = ""
    removed_at: datetime | None = None
    revision: int = 1

    @property
    def is_to_come(self) -> bool:
        return self.state in TO_COME

    @property
    def is_improvised(self) -> bool:
        return self.planned_minutes is None

    def is_overdue(self, minutes: float) -> bool:
        """Whether its hour has passed and it has neither left nor been put aside."""
        return self.state is InjectState.PLANNED and self.minutes <= minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What players answered an inject. ``by_whom``: a function. ``minutes``: fictional, since T0."""

    id: str
    inject_id: str
    text: str
    by_whom: str
    at: datetime
    minutes: float
    actor_id: str = ""


class Outcome(StrEnum):
    """What became of something expected; nothing written is « not seen yet »."""

    DONE = "done"
    PARTIAL = "partial"
    MISSED = "missed"


OUTCOME_WORDS = {Outcome.DONE: N_("fait"), Outcome.PARTIAL: N_("fait en partie"), Outcome.MISSED: N_("pas fait")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedOutcome:
    """What became of the ``rank``-th thing expected of an inject, at a fictional minute."""

    inject_id: str
    rank: int
    outcome: Outcome
    at: datetime
    minutes: float
    note: str = ""
    actor_id: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something the cell decided. ``effects``: the plan actions it puts to work, their hours from the decision.

    ``plan_rank``: which of the scenario's plan actions it is (from 0); None when it is another. ``log_number``: its entry
    in the main courante of the exercise's event.
    """

    id: str
    text: str
    effects: tuple[AnyEffect, ...] = ()
    plan_rank: int | None = None
    by_whom: str = ""
    at: datetime
    minutes: float
    log_number: int | None = None
    cancelled_at: datetime | None = None
    actor_id: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class CoverageMoment:
    """How the territory stood right after something was played: requests of the slice, those with nobody.

    ``cause``: id of the inject or of the decision; empty when something was taken back.
    """

    at: datetime
    minutes: float
    demand: int
    unmet: int
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An inject that reached a participant: simulated (shown on their page), or really sent (``letter_id``)."""

    inject_id: str
    participant_id: str
    at: datetime
    is_real: bool = False
    letter_id: str = ""
