"""The screen of the room: the clock, the last injects, how the territory stands. No name; small counts are not told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require_self
from app.exercise.chronogramme import InjectState
from app.services.continuity.read_categories import continuity_rules
from app.services.exercise.the_exercise import minutes_now
from app.services.keeping.reference import read_library
from app.store import exercise_injects, exercises
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.chronogramme import CoverageMoment, Decision, PlayedInject
    from app.exercise.exercise import Exercise
    from app.store.database import Store

SHOWN_INJECTS, SHOWN_MOMENTS = 4, 6
"""As many as are read from the back of a room."""


@dataclass(frozen=True, slots=True)
class ShownMoment:
    """How the territory stood. ``percent``: of the requests of the half-day, those with somebody, rounded down.

    ``unmet`` None: too few to be told, and the percentage with it. ``cause``: what was played just before, in words.
    """

    minutes: float
    percent: int | None
    unmet: int | None
    cause: str


@dataclass(frozen=True, slots=True)
class ProjectorPage:
    """What the room sees. ``minutes``: fictional, as the clock stood at this reading; ``speed`` 0: it does not run.

    ``injects`` and ``moments``: newest first. ``few``: the number under which requests without anybody are not told.
    """

    exercise: Exercise
    minutes: float
    speed: int
    injects: tuple[PlayedInject, ...]
    moments: tuple[ShownMoment, ...]
    few: int


def read_projector(actor: Actor, store: Store, exercise_id: str) -> ProjectorPage | None:
    """What the room sees now; None once the exercise is gone. Raises NotAllowed for another's link."""
    require_self(actor, exercise_id, for_others=Action.READ_EXERCISES)
    with store.reading() as conn:
        exercise = exercises.find(conn, exercise_id)
        if exercise is None:
            return None
        few = continuity_rules(read_library(store, conn))["masking_threshold"]
        sent = [one for one in exercise_injects.of_exercise(conn, exercise_id) if one.state is InjectState.SENT]
        sent.sort(key=lambda one: (one.sent_minutes or 0.0, one.number), reverse=True)
        moments = exercise_injects.moments(conn, exercise_id)[-SHOWN_MOMENTS:]
        said = _causes(sent, exercise_injects.decisions(conn, exercise_id))
        return ProjectorPage(
            exercise=exercise,
            minutes=minutes_now(conn, exercise, store.now()),
            speed=exercises.clock(conn, exercise_id).speed if exercise.is_under_way else 0,
            injects=tuple(sent[:SHOWN_INJECTS]),
            moments=tuple(_shown(one, said.get(one.cause, ""), few) for one in reversed(moments)),
            few=few,
        )


def _causes(sent: list[PlayedInject], decided: list[Decision]) -> dict[str, str]:
    """Id of what was played → its words: an inject by its number, a decision of the cell by what it says."""
    return {one.id: _("message n° {number}").format(number=one.number) for one in sent} | {
        one.id: _("décision : {text}").format(text=one.text) for one in decided
    }


def _shown(one: CoverageMoment, cause: str, few: int) -> ShownMoment:
    if 0 < one.unmet < few or one.demand <= 0:
        return ShownMoment(one.minutes, None, None, cause)
    return ShownMoment(one.minutes, 100 * (one.demand - one.unmet) // one.demand, one.unmet, cause)
