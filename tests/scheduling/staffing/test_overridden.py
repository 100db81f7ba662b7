"""What pins break, each rule once, and what they don't."""

from __future__ import annotations

from dataclasses import replace

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.overridden import overridden
from app.scheduling.staffing.problem import Need
from tests.scheduling.staffing.small import a_session, held, nurse, seat, staffing

SESSIONS = [
    a_session("am"),
    a_session("noon", opens=12),
    a_session("eve", opens=18, centre="Redon"),
    a_session("next", day=1, opens=8),
]


def test_every_rule_a_pin_can_break_is_named() -> None:
    people = [
        replace(nurse("Autre"), profession="autre"),
        nurse("Far", travel_minutes={"Redon": 1}),
        nurse("Lost"),
        nurse("No"),
        nurse("Silent"),
        nurse("Twice"),
        nurse("Over"),
        nurse("Two"),
        nurse("Cap", max_sessions_per_week=1, max_sessions_per_day=1),
        nurse("Tired", min_rest_hours=11),
    ]
    pins = [
        ("Autre", "am"), ("Far", "am"), ("Lost", "am"), ("No", "am"), ("Silent", "am"), ("Twice", "am"),
        ("Over", "am"), ("Over", "noon"), ("Two", "am"), ("Two", "eve"), ("Cap", "noon"), ("Cap", "eve"),
        ("Tired", "eve"), ("Tired", "next"),
    ]  # fmt: skip
    needs = [Need(session.id, role, 20, 1) for session in SESSIONS for role in ("injector", "reception")]
    previous = (
        *(held(person, session, "injector", pinned=True) for person, session in pins),
        held("Twice", "am", "reception", pinned=True),
    )
    problem = staffing(people, SESSIONS, needs, {"No": "am no"}, previous=previous)
    problem = replace(problem, ineligible=frozenset({seat("Lost", "am", "injector")}))
    assert [(row.person, row.session, row.rule.value) for row in overridden(Board(problem))] == [
        ("Autre", "am", "profession"),
        ("Cap", "eve", "daily_cap"),
        ("Cap", "eve", "other_centre"),
        ("Cap", "eve", "weekly_cap"),
        ("Cap", "noon", "daily_cap"),
        ("Cap", "noon", "other_centre"),
        ("Cap", "noon", "weekly_cap"),
        ("Far", "am", "travel"),
        ("Lost", "am", "competence"),
        ("No", "am", "unavailable"),
        ("Over", "am", "overlap"),
        ("Over", "noon", "overlap"),
        ("Tired", "eve", "rest"),
        ("Tired", "next", "rest"),
        ("Twice", "am", "already_here"),
        ("Two", "am", "other_centre"),
        ("Two", "eve", "other_centre"),
    ]


def test_pins_that_keep_the_rules_and_seats_that_are_not_pinned_break_nothing() -> None:
    previous = (
        held("Anne", "am", "injector", pinned=True),
        held("Exact", "am", "reception", pinned=True),
        held("Bob", "noon", "injector"),
        held("Bob", "am", "injector"),
    )
    exact = nurse("Exact", max_sessions_per_week=1, max_sessions_per_day=1)
    needs = [Need("am", "injector", 2, 1), Need("am", "reception", 1, 1)]
    problem = staffing([nurse("Anne"), nurse("Bob"), exact], SESSIONS, needs, {}, previous=previous)
    assert overridden(Board(problem)) == ()
