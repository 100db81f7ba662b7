"""One exercise, or one real event read again as an exercise: what it is, how far it has gone, which state may follow which.

It holds its own copy of the scenario: what the library becomes later changes nothing of what was played. Values and rules only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, RuleRefusal

if TYPE_CHECKING:
    from datetime import datetime

    from app.drills.scenario import Scenario

LONGEST_TITLE, LONGEST_TEXT, LONGEST_FIELD = 120, 2_000, 160
FASTEST = 3_600
"""Fictional minutes a real minute may last: an hour a second is as fast as anyone can follow."""


class ExerciseKind(StrEnum):
    """How it is played (DOMAIN §5.1). ``REAL_EVENT`` was not played: it is reviewed with the same means."""

    TABLETOP = "tabletop"
    COMMAND_POST = "command_post"
    ALERT_DRILL = "alert_drill"
    FIELD = "field"
    REAL_EVENT = "real_event"


KIND_WORDS = {
    ExerciseKind.TABLETOP: N_("exercice sur table"),
    ExerciseKind.COMMAND_POST: N_("exercice cadre (poste de commandement)"),
    ExerciseKind.ALERT_DRILL: N_("exercice d’alerte"),
    ExerciseKind.FIELD: N_("exercice de terrain"),
    ExerciseKind.REAL_EVENT: N_("événement réel"),
}

PLAYED_KINDS = tuple(one for one in ExerciseKind if one is not ExerciseKind.REAL_EVENT)


class ExerciseState(StrEnum):
    """prepared → running ⇄ paused → finished → reviewed (DESIGN §3)."""

    PREPARED = "prepared"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    REVIEWED = "reviewed"


STATE_WORDS = {
    ExerciseState.PREPARED: N_("en préparation"),
    ExerciseState.RUNNING: N_("en cours"),
    ExerciseState.PAUSED: N_("en pause"),
    ExerciseState.FINISHED: N_("terminé"),
    ExerciseState.REVIEWED: N_("relu"),
}

MOVES: dict[ExerciseState, tuple[ExerciseState, ...]] = {
    ExerciseState.PREPARED: (ExerciseState.RUNNING,),
    ExerciseState.RUNNING: (ExerciseState.PAUSED, ExerciseState.FINISHED),
    ExerciseState.PAUSED: (ExerciseState.RUNNING, ExerciseState.FINISHED),
    ExerciseState.FINISHED: (ExerciseState.REVIEWED,),
    ExerciseState.REVIEWED: (ExerciseState.FINISHED,),
}
"""State → those that may follow. A review signed too early is opened again."""

UNDER_WAY = frozenset({ExerciseState.RUNNING, ExerciseState.PAUSED})
ENDED = frozenset({ExerciseState.FINISHED, ExerciseState.REVIEWED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise. Instants are aware, UTC. ``number``: « exercice n° 3 », counted for ever in the folder.

    ``t0``: the fictional instant of minute 0, on whose roster it is played; ``starts_at``, ``ends_at``: when people meet.
    ``speed``: fictional minutes in a real one when it starts. ``event_id``: the event whose main courante, plans and
    checklists it uses (of kind exercise while played; the real one of a review). ``armed_at``: since when messages really
    leave; None: they are simulated. ``result``: the drill as it ended, ``releve.drill/1``, empty before.
    """

    id: str
    number: int
    title: str
    kind: ExerciseKind
    scenario: Scenario
    starts_at: datetime
    ends_at: datetime
    t0: datetime
    state: ExerciseState = ExerciseState.PREPARED
    speed: int = 1
    place: str = ""
    partners: tuple[str, ...] = ()
    instructions: str = ""
    stop_word: str = ""
    is_confidential: bool = False
    plan_version: str = ""
    event_id: str = ""
    real_event_id: str = ""
    armed_at: datetime | None = None
    armed_by: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    reviewed_at: datetime | None = None
    stopped_for_real_at: datetime | None = None
    result: str = ""
    created_at: datetime
    actor_id: str = ""
    removed_at: datetime | None = None
    revision: int = 1

    @property
    def is_played(self) -> bool:
        """Whether it is an exercise: everything of it then says EXERCICE."""
        return self.kind is not ExerciseKind.REAL_EVENT

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def is_armed(self) -> bool:
        """Whether its messages really leave."""
        return self.armed_at is not None and self.is_under_way


def check_move(present: ExerciseState, wanted: ExerciseState) -> None:
    """Pass when ``wanted`` may follow; raises RuleRefusal otherwise."""
    if wanted not in MOVES[present]:
        raise RuleRefusal(
            N_("Un exercice « {present} » ne passe pas à « {wanted} »."),
            present=STATE_WORDS[present],
            wanted=STATE_WORDS[wanted],
        )
