"""Whom to call, with gains that can be counted by hand (the exhaustive comparison is in test_solve)."""

from __future__ import annotations

from app.scheduling.staffing.plan import Call
from app.scheduling.staffing.problem import Need
from app.scheduling.staffing.solve import solve
from tests.scheduling.staffing.small import a_session, nurse, physician, staffing

DAYS = [a_session("mon"), a_session("tue", day=1), a_session("wed", day=2)]


def test_gains_respect_caps_and_leave_out_what_was_refused() -> None:
    """Three empty seats: Anne could fill 2 (her cap), Bob 1 (he refused two), Chloé's profession none, Dora's no is a no."""
    needs = [Need(day.id, "physician", 1, 1) for day in DAYS]
    people = [physician("Anne", max_sessions_per_week=2), physician("Bob"), nurse("Chloé"), physician("Dora")]
    says = {"Bob": "mon no, tue no", "Dora": "mon no, tue no, wed no"}
    plan = solve(staffing(people, DAYS, needs, says))
    assert [(call.person, call.gain) for call in plan.calls] == [("Anne", 2), ("Bob", 1)]
    assert plan.calls[1] == Call("Bob", 1, ("wed",))
    assert len(plan.calls[0].sessions) == 2


def test_a_gain_may_pass_through_someone_who_changes_seats() -> None:
    """Nobody but Bob may be the physician; Anne's yes as injector frees him for it."""
    needs = [Need("mon", "physician", 1, 1), Need("mon", "injector", 1, 9)]
    people = [nurse("Anne"), physician("Bob")]
    plan = solve(staffing(people, DAYS[:1], needs, {"Bob": "mon yes"}))
    assert plan.calls == (Call("Anne", 1, ("mon",)),)


def test_someone_who_moves_within_the_week_gains_through_those_who_take_over() -> None:
    """Anne (one session a week) holds Monday; Bob could hold it instead, so her yes to Tuesday is worth a seat."""
    needs = [Need("mon", "injector", 1, 1), Need("tue", "injector", 1, 1)]
    people = [nurse("Anne", max_sessions_per_week=1), nurse("Bob")]
    plan = solve(staffing(people, DAYS[:2], needs, {"Anne": "mon yes", "Bob": "mon yes, tue no"}))
    assert plan.calls == (Call("Anne", 1, ("tue",)),)


def test_nobody_is_called_when_nothing_is_missing() -> None:
    assert solve(staffing([nurse("Anne"), nurse("Bob")], DAYS[:1], [Need("mon", "injector", 1, 1)])).calls == ()
