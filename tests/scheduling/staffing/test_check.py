"""The checker sees each kind of fault: a good plan spoilt in one way gives that violation and no silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.scheduling.staffing.check import check
from app.scheduling.staffing.plan import Assignment, Certificate, Level, LevelName, OpenLines, Plan
from app.scheduling.staffing.problem import AnswerKind, Need, Problem, Seat
from app.scheduling.staffing.rules import Rule
from app.scheduling.staffing.solve import solve
from tests.scheduling.staffing.small import a_session, held, nurse, physician, staffing

PROBLEM = replace(
    staffing(
        [
            nurse(
                "Anne", max_sessions_per_week=2, max_sessions_per_day=1, min_rest_hours=16, travel_minutes={"Auray": 9}
            ),
            physician("Bob", max_sessions_per_week=1),
            nurse("Chloé"),
        ],
        [
            a_session("am", lines=2),
            a_session("pm", opens=14),
            a_session("noon", opens=12),
            a_session("far", day=2, centre="Redon"),
            a_session("next", day=1, opens=8),
            a_session("late", day=0, opens=18, centre="Redon"),
        ],
        [
            Need("am", "injector", 2, 3, critical=True),
            Need("pm", "injector", 1, 2),
            Need("noon", "reception", 1, 1),
            Need("far", "physician", 2, 1),
            Need("next", "injector", 1, 1),
            Need("late", "reception", 1, 1),
        ],
    ),
    ineligible=frozenset({Seat("Chloé", "pm", "injector")}),
    previous=(held("Chloé", "am", "injector", pinned=True), held("Anne", "am", "injector")),
)


def test_what_the_engine_gives_is_faultless() -> None:
    assert check(PROBLEM, solve(PROBLEM)) == []


def with_seats(*seats: tuple[str, str, str]) -> Callable[[Plan], Plan]:
    """The plan with these assignments in place of its own, everything else left as it was."""
    return lambda plan: replace(plan, assignments=tuple(Assignment(*seat) for seat in seats))


def with_level(name: LevelName, **change: int) -> Callable[[Plan], Plan]:
    def spoil(plan: Plan) -> Plan:
        return replace(
            plan,
            levels=tuple(replace(row, **change) if row.name is name else row for row in plan.levels),  # type: ignore[arg-type]
        )

    return spoil


def with_proof(plan: Plan) -> Plan:
    proof = Certificate((("far", "physician"),), 3, 1)
    rows = tuple(replace(row, certificate=proof) if row.session == "far" else row for row in plan.unfilled)
    return replace(plan, unfilled=rows)


PIN = ("Chloé", "am", "injector")
FAULTS: list[tuple[str, Callable[[Plan], Plan]]] = [
    ("unknown", with_seats(PIN, ("Nobody", "am", "injector"))),
    ("unknown", with_seats(PIN, ("Anne", "am", "physician"))),
    ("doubled", with_seats(PIN, PIN)),
    ("too_many", with_seats(PIN, ("Anne", "pm", "injector"), ("Bob", "pm", "injector"))),
    ("pin_lost", with_seats(("Anne", "am", "injector"))),
    ("profession", with_seats(PIN, ("Anne", "far", "physician"))),
    ("competence", with_seats(PIN, ("Chloé", "pm", "injector"))),
    ("travel", with_seats(PIN, ("Anne", "late", "reception"))),
    ("daily_cap", with_seats(PIN, ("Anne", "am", "injector"), ("Anne", "pm", "injector"))),
    ("weekly_cap", with_seats(PIN, ("Bob", "am", "injector"), ("Bob", "far", "physician"))),
    ("overlap", with_seats(PIN, ("Chloé", "noon", "reception"))),
    ("other_centre", with_seats(PIN, ("Chloé", "late", "reception"))),
    ("rest", with_seats(PIN, ("Anne", "pm", "injector"), ("Anne", "next", "injector"))),
    ("line", lambda plan: replace(plan, assignments=tuple(replace(row, line=1) for row in plan.assignments))),
    ("line", lambda plan: replace(plan, assignments=tuple(replace(row, line=None) for row in plan.assignments))),
    ("levels", lambda plan: replace(plan, levels=plan.levels[1:])),
    ("level_value", with_level(LevelName.FAIRNESS, value=99)),
    ("level_bound", with_level(LevelName.COVERAGE, bound=99)),
    ("level_proven", with_level(LevelName.PREFERENCE, proven=False)),
    ("open", lambda plan: replace(plan, sessions=(OpenLines("am", 2, 0),))),
    ("open", lambda plan: replace(plan, sessions=())),
    ("missing", lambda plan: replace(plan, unfilled=())),
    (
        "reasons",
        lambda plan: replace(plan, unfilled=tuple(replace(row, reasons={Rule.REST: 1}) for row in plan.unfilled)),
    ),
    ("free", lambda plan: replace(plan, unfilled=tuple(replace(row, reasons={Rule.FREE: 3}) for row in plan.unfilled))),
    ("certificate", with_proof),
    ("structural", lambda plan: replace(plan, structural=plan.structural + 1)),
    ("due_to_rules", lambda plan: replace(plan, due_to_rules=plan.due_to_rules + 1)),
]


@pytest.mark.parametrize(("fault", "spoil"), FAULTS, ids=[fault for fault, _ in FAULTS])
def test_a_plan_spoilt_in_one_way_is_caught(fault: str, spoil: Callable[[Plan], Plan]) -> None:
    assert fault in {violation.fault for violation in check(PROBLEM, spoil(solve(PROBLEM)))}


def test_two_roles_in_one_session_are_caught() -> None:
    problem = staffing([nurse("Anne")], [a_session("S")], [Need("S", "injector", 1, 1), Need("S", "reception", 1, 1)])
    plan = with_seats(("Anne", "S", "injector"), ("Anne", "S", "reception"))(solve(problem))
    assert "two_roles" in {violation.fault for violation in check(problem, plan)}


def test_silence_and_a_no_are_caught_but_a_former_holder_without_answer_counts_as_yes() -> None:
    problem = staffing([nurse("Anne")], [a_session("S")], [Need("S", "injector", 1, 1)], {})
    plan = with_seats(("Anne", "S", "injector"))
    assert "answer" in {violation.fault for violation in check(problem, plan(solve(problem)))}
    kept = replace(problem, previous=(held("Anne", "S", "injector"),))
    assert check(kept, solve(kept)) == []
    released = replace(kept, answers={"Anne": {"S": AnswerKind.NO}})
    assert "answer" in {violation.fault for violation in check(released, plan(solve(released)))}


def test_a_level_proven_after_one_that_is_not_is_caught() -> None:
    levels = (
        Level(LevelName.COVERAGE, 1, 0, False),
        Level(LevelName.PREFERENCE, 0, 0, True),
        Level(LevelName.FAIRNESS, 0, 0, True),
    )
    problem: Problem = staffing([], [a_session("S")], [Need("S", "injector", 1, 1)])
    plan = replace(solve(problem), levels=levels)
    assert "level_proven" in {violation.fault for violation in check(problem, plan)}
