"""The engine against exhaustion, and what it promises about order, budgets and pins."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings

from app.scheduling.staffing.check import check
from app.scheduling.staffing.plan import LevelName, Plan
from app.scheduling.staffing.problem import Need, Problem
from app.scheduling.staffing.solve import solve
from tests.scheduling.staffing.brute import Exhaustive, reasons
from tests.scheduling.staffing.small import a_session, held, nurse, physician, seats_of, staffing, values_of
from tests.scheduling.staffing.strategies import problems


@settings(max_examples=250, deadline=None)
@given(problems())
def test_every_level_is_the_optimum_that_looking_at_every_plan_finds(problem: Problem) -> None:
    plan = solve(problem)
    assert check(problem, plan) == []
    assert values_of(plan) == Exhaustive(problem).values()


@settings(max_examples=150, deadline=None)
@given(problems())
def test_reasons_certificates_and_calls_are_those_of_the_definitions(problem: Problem) -> None:
    plan = solve(problem)
    relaxed = Exhaustive(problem, relaxed=True)
    _assert_reasons(problem, plan)
    _assert_certificates(problem, plan, relaxed)
    _assert_calls(problem, plan, relaxed)


def _assert_reasons(problem: Problem, plan: Plan) -> None:
    for row in plan.unfilled:
        counted = {str(rule): people for rule, people in row.reasons.items()}
        assert counted == reasons(problem, seats_of(plan), row.session, row.role)
        assert "free" not in counted


def _assert_certificates(problem: Problem, plan: Plan, relaxed: Exhaustive) -> None:
    short = relaxed.short_needs()
    for row in plan.unfilled:
        assert (row.certificate is not None) == ((row.session, row.role) in short)
        if row.certificate:
            inside = set(row.certificate.needs)
            assert (row.session, row.role) in inside <= short
            assert row.certificate.demand == sum(relaxed.count[need] for need in inside)
            assert row.certificate.reachable == relaxed.most_seats(inside)
    assert plan.structural == sum(relaxed.count.values()) - relaxed.most_seats()
    assert plan.structural + plan.due_to_rules == sum(row.missing for row in plan.unfilled)


def _assert_calls(problem: Problem, plan: Plan, relaxed: Exhaustive) -> None:
    most = relaxed.most_seats()
    gains = {}
    for person in problem.persons:
        gain = Exhaustive(problem, relaxed=True, all_yes=person.id).most_seats() - most
        if gain:
            gains[person.id] = gain
    assert [(call.person, call.gain) for call in plan.calls] == sorted(gains.items(), key=lambda row: (-row[1], row[0]))
    for call in plan.calls:
        said = dict(problem.answers.get(call.person, {}))
        assert not set(call.sessions) & said.keys()
        asked = {**problem.answers, call.person: said | dict.fromkeys(call.sessions, "yes")}
        answered = replace(problem, answers=asked)  # type: ignore[arg-type]
        assert Exhaustive(answered, relaxed=True).most_seats() - most == call.gain


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_order_of_the_lists_changes_nothing(problem: Problem) -> None:
    rng = random.Random(7)
    shuffled = replace(
        problem,
        persons=tuple(rng.sample(problem.persons, len(problem.persons))),
        sessions=tuple(rng.sample(problem.sessions, len(problem.sessions))),
        needs=tuple(rng.sample(problem.needs, len(problem.needs))),
        previous=tuple(rng.sample(problem.previous, len(problem.previous))),
    )
    assert replace(solve(shuffled), seconds=0.0) == replace(solve(problem), seconds=0.0)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_without_any_time_the_plan_still_keeps_every_rule_and_its_bounds_hold(problem: Problem) -> None:
    hurried, optimum = solve(problem, budget_seconds=0), Exhaustive(problem).values()
    assert check(problem, hurried) == []
    sound = True
    for level in hurried.levels:
        assert level.bound <= optimum[level.name]
        sound = sound and level.value == optimum[level.name]
        assert sound or not level.proven


def test_opening_a_line_comes_before_any_number_of_seats() -> None:
    """One physician opens Tuesday's line (weight 1) although Monday's three seats weigh 30 and lose her."""
    monday, tuesday = a_session("mon"), a_session("tue", day=1, lines=1)
    problem = staffing(
        [physician("Anne", max_sessions_per_week=1)],
        [monday, tuesday],
        [Need("mon", "physician", 1, 30), Need("tue", "physician", 1, 1, critical=True)],
    )
    plan = solve(problem)
    assert seats_of(plan) == {("Anne", "tue", "physician")}
    assert values_of(plan) == {"opening": 0, "coverage": 30, "preference": 0, "fairness": 1}


def test_coverage_weighs_seats_and_counts_missing_ones() -> None:
    """Two people, three seats: the light one (1) stays empty, not the heavy ones (2 and 3)."""
    day = a_session("S")
    needs = [Need("S", "reception", 1, 1), Need("S", "injector", 1, 2), Need("S", "physician", 1, 3)]
    plan = solve(staffing([physician("Anne"), nurse("Bob")], [day], needs))
    assert seats_of(plan) == {("Anne", "S", "physician"), ("Bob", "S", "injector")}
    assert values_of(plan) == {"coverage": 1, "preference": 0, "fairness": 2}


def test_disruption_counts_moves_and_impossible_seats_and_comes_before_preference() -> None:
    """Bob keeps his seat although he only comes if needed and Anne would love to; Zoe's role is gone and counts 1."""
    day = a_session("S")
    problem = staffing(
        [nurse("Anne"), nurse("Bob"), nurse("Zoe")],
        [day],
        [Need("S", "injector", 1, 1)],
        {"Anne": "S yes", "Bob": "S if_needed", "Zoe": "S no"},
        previous=(held("Bob", "S", "injector"), held("Zoe", "S", "reception")),
    )
    plan = solve(problem)
    assert seats_of(plan) == {("Bob", "S", "injector")}
    assert values_of(plan) == {"coverage": 0, "disruption": 1, "preference": 1, "fairness": 1}


def test_preference_avoids_those_who_come_only_if_needed_whatever_the_load() -> None:
    """Anne takes both sessions (4) rather than share with Bob, who would come if needed (2)."""
    sessions = [a_session("S1"), a_session("S2", day=1)]
    needs = [Need("S1", "injector", 1, 1), Need("S2", "injector", 1, 1)]
    says = {"Anne": "S1 yes, S2 yes", "Bob": "S1 if_needed, S2 if_needed"}
    plan = solve(staffing([nurse("Anne"), nurse("Bob")], sessions, needs, says))
    assert values_of(plan) == {"coverage": 0, "preference": 0, "fairness": 4}


def test_fairness_spreads_seats_over_the_whole_horizon_pins_included() -> None:
    """Anne's pin in week 1 counts: the two seats of week 2 go to Bob and Chloé."""
    first, second = a_session("W1"), a_session("W2", day=7)
    problem = staffing(
        [nurse("Anne"), nurse("Bob"), nurse("Chloé")],
        [first, second],
        [Need("W1", "injector", 1, 1), Need("W2", "injector", 2, 1)],
        previous=(held("Anne", "W1", "injector", pinned=True),),
    )
    plan = solve(problem)
    assert seats_of(plan) == {("Anne", "W1", "injector"), ("Bob", "W2", "injector"), ("Chloé", "W2", "injector")}
    assert values_of(plan) == {"coverage": 0, "disruption": 0, "preference": 0, "fairness": 3}


def test_a_pin_is_kept_against_every_rule_and_takes_its_holder_from_other_seats() -> None:
    """Zoe, of no admissible profession, without an answer and with caps of 0, stays; Anne's pin blocks her afternoon."""
    sessions = [a_session("am"), a_session("noon", opens=12)]
    problem = staffing(
        [nurse("Anne"), replace(nurse("Zoe"), profession="autre", max_sessions_per_week=0)],
        sessions,
        [Need("am", "injector", 2, 1), Need("noon", "injector", 1, 1)],
        {"Anne": "noon yes"},
        previous=(held("Anne", "am", "injector", pinned=True), held("Zoe", "am", "injector", pinned=True)),
    )
    plan = solve(problem)
    assert seats_of(plan) == {("Anne", "am", "injector"), ("Zoe", "am", "injector")}
    assert [(row.session, row.missing) for row in plan.unfilled] == [("noon", 1)]


def test_weeks_joined_by_rest_over_sunday_night_are_solved_together() -> None:
    """Anne can't work Sunday night and Monday morning: the heavier Monday gets her although Sunday is another week."""
    sunday, monday = a_session("sun", day=6, opens=20), a_session("mon", day=7, opens=7)
    needs = [Need("sun", "injector", 1, 1), Need("mon", "injector", 1, 2)]
    plan = solve(staffing([nurse("Anne", min_rest_hours=11)], [sunday, monday], needs))
    assert seats_of(plan) == {("Anne", "mon", "injector")}
    assert {str(rule): n for rule, n in plan.unfilled[0].reasons.items()} == {"rest": 1}
    assert (plan.structural, plan.due_to_rules) == (0, 1)


def test_rest_is_elapsed_time_over_the_night_clocks_go_back() -> None:
    """22:00 → 08:00 is 11 hours on 25 October 2026, when 03:00 becomes 02:00: enough for an 11-hour rest, not for 11½."""
    evening = a_session("eve", day=-37, opens=18)
    morning = a_session("morn", day=-36, opens=8)
    needs = [Need("eve", "injector", 1, 1), Need("morn", "injector", 1, 1)]
    for rest, missing in ((11, 0), (11.5, 1)):
        plan = solve(staffing([nurse("Anne", min_rest_hours=rest)], [evening, morning], needs))
        assert values_of(plan)["coverage"] == missing


def test_nothing_to_staff_is_a_plan_too() -> None:
    plan = solve(staffing([], [], []))
    assert (plan.assignments, plan.unfilled, values_of(plan)) == (
        (),
        (),
        {"coverage": 0, "preference": 0, "fairness": 0},
    )


def test_open_lines_are_the_largest_number_that_every_critical_need_allows() -> None:
    """3 lines, 2 of 3 injectors: 2 lines by injectors; 1 of 2 preparers would allow 1 (1 × 2 ≤ 3 × 1 < 2 × 2)."""
    day = a_session("S", lines=3)
    needs = [Need("S", "injector", 3, 1, critical=True), Need("S", "physician", 2, 1, critical=True)]
    plan = solve(staffing([physician("Anne"), nurse("Bob"), nurse("Chloé")], [day], needs))
    assert [(row.session, row.lines, row.open) for row in plan.sessions] == [("S", 3, 1)]
    assert values_of(plan)["opening"] == 2
    assert plan.level(LevelName.DISRUPTION) is None
