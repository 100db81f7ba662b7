"""Tests of app/exercise/played.py: what was played and what was planned, as effects whose hours count from T0."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.drills.scenario import Objective, Scenario, ScenarioKind
from app.drills.shock import LATEST_HOURS, Absence, CallVolunteers, PowerCut
from app.exercise.chronogramme import Decision, InjectState, PlayedInject
from app.exercise.played import START, Stroke, decided, planned, played_effects, strokes

AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
FLU = Absence(professions=("infirmier",), share=50)
CUT = PowerCut(communes=("56007",), until_hours=9)
HELP = CallVolunteers(profession="infirmier", count=4, from_hours=2, until_hours=10)
SCENARIO = Scenario(
    format="releve.scenario/1", code="grippe", title="Grippe", kind=ScenarioKind.OWN, territory="any", typology=4,
    story="Une grippe sévère.", starts="un matin", hours=24,
    objectives=(Objective(code="O1", text="Tenir les soins.", measure="Part couverte."),), effects=(FLU,), plan=(HELP,),
)  # fmt: skip


def an_inject(number: int, planned_at: int | None, sent: float | None, *effects: object) -> PlayedInject:
    return PlayedInject(
        id=f"i{number}", exercise_id="x", number=number, minutes=planned_at or 0, planned_minutes=planned_at,
        sender="a", recipient="b", channel="c", text="d", effects=effects,  # type: ignore[arg-type]
        state=InjectState.SENT if sent is not None else InjectState.SKIPPED, sent_minutes=sent,
        sent_at=AT if sent is not None else None,
    )  # fmt: skip


def a_decision(minutes: float, **fields: object) -> Decision:
    return Decision(id="d1", text="Appeler", effects=(decided(HELP, minutes),), at=AT, minutes=minutes, **fields)  # type: ignore[arg-type]


def test_what_was_sent_and_decided_counts_from_the_hour_it_was() -> None:
    """Sent two hours late, it strikes two hours later; what was skipped or has no effect strikes nothing."""
    injects = (an_inject(1, 60, 185.0, CUT), an_inject(2, 0, None, CUT), an_inject(3, 0, 5.0))
    found = strokes(SCENARIO, injects, (a_decision(130.0),))
    assert [(one.cause, one.minutes) for one in found] == [(START, 0.0), ("d1", 130.0), ("i1", 185.0)]
    later = CUT.model_copy(update={"from_hours": 3, "until_hours": 12})
    assert played_effects(found) == (FLU, HELP.model_copy(update={"from_hours": 2, "until_hours": 10}), later)


def test_a_cancelled_decision_counts_for_nothing() -> None:
    assert strokes(SCENARIO, (), (a_decision(5.0, cancelled_at=AT),)) == (Stroke(START, 0.0, (FLU,)),)


def test_what_was_planned_is_the_chronogramme_as_written_without_what_was_improvised() -> None:
    injects = (an_inject(2, 130, None, CUT), an_inject(1, 70, 400.0, HELP), an_inject(3, None, 5.0, CUT))
    shocks, answers = planned(SCENARIO, injects)
    assert shocks == (FLU, CUT.model_copy(update={"from_hours": 2, "until_hours": 11}))
    assert answers == (HELP, HELP.model_copy(update={"from_hours": 3, "until_hours": 11}))


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [(0, (2, 10)), (59, (2, 10)), (60, (1, 9)), (125, (0, 8)), (600, (0, 8))],
)
def test_a_plan_action_is_ready_at_the_plan_s_hour_at_the_earliest_and_lasts_as_it_says(
    minutes: float, hours: tuple[int, int]
) -> None:
    found = decided(HELP, minutes)
    assert (found.from_hours, found.until_hours) == hours


def test_a_plan_action_without_an_end_has_none_and_none_goes_past_what_effects_may() -> None:
    assert decided(HELP.model_copy(update={"until_hours": None}), 5).until_hours is None
    assert (
        decided(HELP.model_copy(update={"from_hours": 0, "until_hours": LATEST_HOURS}), 5).until_hours == LATEST_HOURS
    )
