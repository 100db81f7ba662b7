"""From a scenario to the chronogramme of an exercise, and back: copied when it is prepared, rebuilt from what it became.

The copy is the exercise's own: what the library becomes later changes nothing of it. Values only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.drills.scenario import FORMAT, Inject, Objective, Scenario, ScenarioKind
from app.drills.scenario_draft import changed
from app.exercise.chronogramme import InjectState, PlayedInject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.drills.composition import Composition

COMPOSED = "composition"
"""Code of the scenario of an exercise that was composed in the laboratory from nothing."""


def injects_of(scenario: Scenario, exercise_id: str, make_id: Callable[[], str]) -> tuple[PlayedInject, ...]:
    """The chronogramme that a scenario gives, every inject planned, in its order."""
    return tuple(
        PlayedInject(
            id=make_id(), exercise_id=exercise_id, number=one.number, minutes=one.minutes, planned_minutes=one.minutes,
            sender=one.sender, recipient=one.to, channel=one.channel, text=one.text, effects=one.effects,
            expected=one.expected, objectives=tried_by(one, scenario.objectives), note=one.note,
        )
        for one in scenario.injects
    )  # fmt: skip


def tried_by(inject: Inject, objectives: Sequence[Objective]) -> tuple[str, ...]:
    """Codes of the objectives that an inject tries, as far as a scenario says it: both cite the same reflex card."""
    cards = {one.card for one in inject.expected if one.card}
    return tuple(one.code for one in objectives if not cards.isdisjoint(one.cards))


def scenario_as_prepared(scenario: Scenario, injects: Iterable[PlayedInject]) -> Scenario:
    """The exercise's copy with its chronogramme as it was written: improvised injects are left out, skipped ones stay.

    Numbered again by minute. Raises InvalidInput for a chronogramme that a scenario can't hold.
    """
    kept = [one for one in injects if one.planned_minutes is not None]
    ordered = sorted(kept, key=lambda one: (one.planned_minutes or 0, one.number))
    return changed(scenario, injects=tuple(_inject(one, number) for number, one in enumerate(ordered, start=1)))


def of_composition(composition: Composition, base: Scenario | None, *, title: str, story: str, objective: Objective, starts: str) -> Scenario:  # fmt: skip
    """What was composed in the laboratory as the scenario of an exercise. Raises InvalidInput.

    ``base``: the scenario it began from, whose story, objectives and messages are kept; effects are those composed, all from
    T0, so that none counts twice.
    """
    sides = {"effects": composition.shocks, "plan": composition.plan, "hours": composition.days * 24}
    if base is not None:
        messages = tuple(one.model_copy(update={"effects": ()}) for one in base.injects)
        return changed(base, title=title, injects=messages, **sides)
    first = Scenario.model_validate(
        {
            "format": FORMAT, "code": COMPOSED, "kind": ScenarioKind.OWN, "title": title, "territory": "any",
            "typology": "transversal", "starts": starts, "hours": 24, "story": story, "objectives": (objective,),
        }
    )  # fmt: skip
    return changed(first, **sides)


def is_written(inject: PlayedInject) -> bool:
    """Whether it still may be written over: it has neither left nor been put aside."""
    return inject.state in (InjectState.PLANNED, InjectState.HELD)


def _inject(one: PlayedInject, number: int) -> Inject:
    return Inject.model_validate(
        {
            "number": number, "minutes": one.planned_minutes or 0, "from": one.sender, "to": one.recipient,
            "channel": one.channel, "text": one.text, "effects": one.effects, "expected": one.expected, "note": one.note,
        }
    )  # fmt: skip
