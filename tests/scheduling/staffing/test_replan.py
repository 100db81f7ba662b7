"""A cancellation: only its week moves, as little as can be proven, and the replacement list says who and why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.core.clock import monday_of
from app.scheduling.staffing.board import Board
from app.scheduling.staffing.check import check
from app.scheduling.staffing.plan import LevelName
from app.scheduling.staffing.problem import AnswerKind, Need, Problem
from app.scheduling.staffing.replan import Absence, Replacement, after, lines_of, replacements, replan, with_joined
from app.scheduling.staffing.rules import Rule
from app.scheduling.staffing.solve import solve
from tests.scheduling.staffing.brute import Exhaustive
from tests.scheduling.staffing.small import MONDAY, a_session, held, nurse, physician, seats_of, staffing, values_of
from tests.scheduling.staffing.strategies import problems


@settings(max_examples=80, deadline=None)
@given(problems(), st.integers(0, 99))
def test_all_weeks_replanned_is_the_optimum_after_the_cancellation(problem: Problem, which: int) -> None:
    plan = solve(problem)
    assume(plan.assignments)
    gone = plan.assignments[which % len(plan.assignments)]
    changed = after(problem, plan, [Absence(gone.person, gone.session)])
    every_week = frozenset(monday_of(session.start.date()) for session in problem.sessions)
    moved = replan(changed, weeks=every_week)
    assert check(changed, moved) == []
    assert values_of(moved) == Exhaustive(changed).values()


@settings(max_examples=80, deadline=None)
@given(problems(), st.integers(0, 99))
def test_other_weeks_do_not_move(problem: Problem, which: int) -> None:
    plan = solve(problem)
    assume(plan.assignments)
    gone = plan.assignments[which % len(plan.assignments)]
    changed = after(problem, plan, [Absence(gone.person, gone.session)])
    moved = replan(changed)
    assert check(changed, moved) == []
    assert moved.proven
    week = {session.id: monday_of(session.start.date()) for session in problem.sessions}
    moving = with_joined(Board(changed), frozenset({week[gone.session]}))
    elsewhere = {seat for seat in seats_of(plan) if week[seat[1]] not in moving}
    assert {seat for seat in seats_of(moved) if week[seat[1]] not in moving} == elsewhere


def test_a_week_that_rest_joins_to_the_cancelled_one_moves_with_it() -> None:
    """Anne leaves Sunday night, which sets her free for Monday morning of the next week; the week after stays as it is."""
    sessions = [a_session("sun", day=6, opens=20), a_session("mon", day=7, opens=7), a_session("later", day=14)]
    needs = [Need("sun", "injector", 1, 2), Need("mon", "injector", 1, 1), Need("later", "injector", 1, 1)]
    problem = staffing([nurse("Anne", min_rest_hours=11)], sessions, needs)
    plan = solve(problem)
    assert seats_of(plan) == {("Anne", "sun", "injector"), ("Anne", "later", "injector")}
    moved = replan(after(problem, plan, [Absence("Anne", "sun")]))
    assert seats_of(moved) == {("Anne", "mon", "injector"), ("Anne", "later", "injector")}
    assert with_joined(Board(problem), frozenset({MONDAY.date()})) == {MONDAY.date(), MONDAY.date() + timedelta(days=7)}


def test_one_swap_is_found_and_proven_when_no_one_is_free() -> None:
    """Anne leaves the physician's seat; only Bob can take it, and Chloé can take the seat Bob held: two moves."""
    day = a_session("S")
    problem = staffing(
        [physician("Anne"), physician("Bob"), nurse("Chloé")],
        [day],
        [Need("S", "physician", 1, 2), Need("S", "injector", 1, 1)],
        {"Anne": "S yes", "Bob": "S yes", "Chloé": "S if_needed"},
        previous=(held("Anne", "S", "physician"), held("Bob", "S", "injector")),
    )
    plan = solve(problem)
    assert seats_of(plan) == {("Anne", "S", "physician"), ("Bob", "S", "injector")}
    changed = after(problem, plan, [Absence("Anne", "S")])
    moved = replan(changed)
    assert seats_of(moved) == {("Bob", "S", "physician"), ("Chloé", "S", "injector")}
    assert values_of(moved) == {"coverage": 0, "disruption": 2, "preference": 1, "fairness": 2}


def test_a_pinned_person_who_leaves_is_released_and_the_other_pins_stay() -> None:
    day = a_session("S")
    pins = (held("Anne", "S", "injector", pinned=True), held("Bob", "S", "injector", pinned=True))
    problem = staffing([nurse("Anne"), nurse("Bob")], [day], [Need("S", "injector", 2, 1)], {}, previous=pins)
    changed = after(problem, solve(problem), [Absence("Anne", "S")])
    assert changed.previous == (held("Anne", "S", "injector"), held("Bob", "S", "injector", pinned=True))
    assert changed.answers == {"Anne": {"S": AnswerKind.NO}}
    assert seats_of(replan(changed)) == {("Bob", "S", "injector")}


def test_those_who_stay_keep_their_line() -> None:
    day = a_session("S", lines=3)
    people = [nurse(name) for name in ("Anne", "Bob", "Chloé", "Dora")]
    problem = staffing(people, [day], [Need("S", "injector", 3, 1)])
    plan = solve(problem)
    gone = next(seat for seat in plan.assignments if seat.line == 1)
    moved = replan(after(problem, plan, [Absence(gone.person, "S")]), lines=lines_of(plan.assignments))
    assert moved.level(LevelName.DISRUPTION).value == 1  # type: ignore[union-attr]
    before, now = lines_of(plan.assignments), lines_of(moved.assignments)
    stayed = before.keys() & now.keys()
    assert len(stayed) == 2
    assert {key: now[key] for key in stayed} == {key: before[key] for key in stayed}


def test_replacements_rank_the_free_first_then_those_to_ask_then_what_stands_in_the_way() -> None:
    sessions = [a_session("S"), a_session("pm", opens=14), a_session("old", day=-7)]
    people = [
        nurse("Anne"),
        nurse("Busy", max_sessions_per_day=1),
        nurse("Fresh"),
        nurse("Maybe"),
        nurse("No"),
        nurse("Quiet"),
        nurse("Tired"),
        replace(nurse("Zoe"), profession="autre"),
    ]
    problem = staffing(
        people,
        sessions,
        [Need("S", "injector", 1, 5), Need("pm", "reception", 1, 1), Need("old", "reception", 1, 1)],
        {
            "Anne": "S yes",
            "Busy": "S yes, pm yes",
            "Fresh": "S yes",
            "Maybe": "S if_needed",
            "No": "S no",
            "Tired": "S yes, old yes",
        },
        previous=(held("Busy", "pm", "reception"), held("Tired", "old", "reception"), held("Anne", "S", "injector")),
    )
    plan = solve(problem)
    assert replacements(problem, plan, "S", "injector", leaving="Anne") == (
        Replacement("Fresh", Rule.FREE, False, 0),
        Replacement("Tired", Rule.FREE, False, 1),
        Replacement("Maybe", Rule.FREE, True, 0),
        Replacement("Quiet", Rule.NO_ANSWER, False, 0),
        Replacement("Busy", Rule.DAILY_CAP, False, 1),
        Replacement("No", Rule.UNAVAILABLE, False, 0),
    )
