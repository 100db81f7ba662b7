"""An exercise as it was played, as effects: what struck and what answered, each from the hour it really left or was decided.

What was planned is read from the chronogramme of the exercise, not from the scenario it was copied from: it may have been changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.scenario import shifted
from app.drills.shock import LATEST_HOURS, is_plan_action
from app.exercise.chronogramme import Decision, PlayedInject
from app.exercise.conduct import in_sending_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.drills.scenario import Scenario
    from app.drills.shock import AnyEffect

START = "t0"
"""The cause of what the scenario supposes before anything is said."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One thing that changes the territory. ``cause``: id of the inject or the decision, or :data:`START`.

    ``effects``: their hours count from ``minutes``, which counts from T0.
    """

    cause: str
    minutes: float
    effects: tuple[AnyEffect, ...]

    @property
    def from_t0(self) -> tuple[AnyEffect, ...]:
        """The same effects, hours from T0; whole hours are kept, as effects count."""
        return tuple(shifted(one, int(self.minutes // 60)) for one in self.effects)


def strokes(
    scenario: Scenario, injects: Iterable[PlayedInject], decisions: Iterable[Decision]
) -> tuple[Stroke, ...]:  # fmt: skip
    """Everything that was played, in order: the scenario's own effects at T0, what was sent, what was decided and still holds."""
    found = [Stroke(one.id, one.sent_minutes or 0.0, one.effects) for one in in_sending_order(injects) if one.effects]
    found += [Stroke(one.id, one.minutes, one.effects) for one in decisions if one.effects and one.cancelled_at is None]
    found.sort(key=lambda one: (one.minutes, one.cause))
    return (Stroke(START, 0.0, scenario.effects), *found) if scenario.effects else tuple(found)


def played_effects(them: Iterable[Stroke]) -> tuple[AnyEffect, ...]:
    """All of them, hours from T0, in the order they were played."""
    return tuple(effect for one in them for effect in one.from_t0)


def planned(scenario: Scenario, injects: Sequence[PlayedInject]) -> tuple[tuple[AnyEffect, ...], tuple[AnyEffect, ...]]:
    """What was to strike and what was to answer, hours from T0: the scenario's own, then those of the chronogramme as written."""
    written = sorted(
        ((one.planned_minutes, one.number, one.effects) for one in injects if one.planned_minutes is not None),
        key=lambda one: one[:2],
    )
    every = [shifted(effect, minutes // 60) for minutes, _number, effects in written for effect in effects]
    return (
        (*scenario.effects, *(one for one in every if not is_plan_action(one))),
        (*scenario.plan, *(one for one in every if is_plan_action(one))),
    )


def decided(effect: AnyEffect, minutes: float) -> AnyEffect:
    """An action of the plan as a decision at that minute puts it to work, its hours from the decision.

    The plan's own hour is the earliest it can be ready; decided later, it is ready at once; it lasts as long as the plan says.
    """
    starts = max(0, effect.from_hours - int(minutes // 60))
    lasts = None if effect.until_hours is None else max(1, effect.until_hours - effect.from_hours)
    until = None if lasts is None else min(starts + lasts, LATEST_HOURS)
    return effect.model_copy(update={"from_hours": starts, "until_hours": until})
