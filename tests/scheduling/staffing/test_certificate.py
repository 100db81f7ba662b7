"""Proofs of shortage that can be counted by hand."""

from __future__ import annotations

from app.scheduling.staffing.plan import Certificate
from app.scheduling.staffing.problem import Need
from app.scheduling.staffing.solve import solve
from tests.scheduling.staffing.small import a_session, held, nurse, physician, staffing


def test_two_needs_that_share_their_only_physician_are_one_proof() -> None:
    """Three physician's seats on two days of a week, one physician at one session a week: 3 − 1 = 2."""
    sessions = [a_session("mon"), a_session("tue", day=1), a_session("next", day=8)]
    needs = [Need("mon", "physician", 1, 1), Need("tue", "physician", 2, 1), Need("next", "physician", 2, 1)]
    plan = solve(staffing([physician("Anne", max_sessions_per_week=1)], sessions, needs))
    week = Certificate((("mon", "physician"), ("tue", "physician")), 3, 1)
    later = Certificate((("next", "physician"),), 2, 1)
    assert {(row.session, row.missing): row.certificate for row in plan.unfilled} in (
        {("mon", 1): week, ("tue", 1): week, ("next", 1): later},
        {("tue", 2): week, ("next", 1): later},
    )
    assert (plan.structural, plan.due_to_rules) == (3, 0)


def test_a_filled_need_that_could_give_its_holder_away_belongs_to_the_proof() -> None:
    """Anne holds the heavy seat, so the light one is short: both needs are in D*, since she could hold either."""
    needs = [Need("S", "physician", 1, 5), Need("S", "injector", 1, 1)]
    plan = solve(staffing([physician("Anne")], [a_session("S")], needs))
    assert [row.certificate for row in plan.unfilled] == [
        Certificate((("S", "injector"), ("S", "physician")), 2, 1),
    ]


def test_a_shortage_that_only_rest_explains_has_no_proof() -> None:
    sessions = [a_session("eve", opens=18), a_session("morn", day=1, opens=8)]
    needs = [Need("eve", "injector", 1, 1), Need("morn", "injector", 1, 1)]
    plan = solve(staffing([nurse("Anne", min_rest_hours=11)], sessions, needs))
    assert [row.certificate for row in plan.unfilled] == [None]
    assert (plan.structural, plan.due_to_rules) == (0, 1)


def test_pinned_seats_count_as_reached_and_use_up_caps() -> None:
    """Zoe's pin fills one of two on Monday and her weekly cap, so Tuesday has nobody left in R either."""
    sessions = [a_session("mon"), a_session("tue", day=1)]
    needs = [Need("mon", "injector", 2, 1), Need("tue", "injector", 1, 1)]
    problem = staffing(
        [nurse("Zoe", max_sessions_per_week=1)],
        sessions,
        needs,
        previous=(held("Zoe", "mon", "injector", pinned=True),),
    )
    plan = solve(problem)
    assert [row.certificate for row in plan.unfilled] == [
        Certificate((("mon", "injector"),), 2, 1),
        Certificate((("tue", "injector"),), 1, 0),
    ]
    assert (plan.structural, plan.due_to_rules) == (2, 0)
