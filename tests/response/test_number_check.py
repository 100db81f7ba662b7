"""Tests of app/response/number_check.py: rounds of calls."""

from __future__ import annotations

from app.response.number_check import CheckRound, Outcome, counted, to_call
from tests.response.a_contact import DAY, NIGHT, NOW, a_contact, a_test


def test_a_round_lists_what_is_left_first_and_counts_what_came_of_it() -> None:
    """Three numbers: one answered, one wrong, one nobody called; a third of them answers."""
    one, two = a_contact(night_phone=NIGHT), a_contact("prefecture", day_phone="+33199002003")
    calls = to_call(
        [two, one], [a_test(one, Outcome.ANSWERED), a_test(one, Outcome.WRONG, NIGHT)], ["cpam", "prefecture"]
    )
    assert [(each.number, each.test is None) for each in calls] == [
        ("+33199002003", True),
        (DAY, False),
        (NIGHT, False),
    ]
    ended = counted(CheckRound(opened_at=NOW, opened_by="Maïwenn"), calls)
    assert (ended.called, ended.answered, ended.unanswered, ended.wrong, ended.left) == (2, 1, 0, 1, 1)
    assert (ended.total, ended.answered_percent) == (3, 33)
    assert CheckRound(opened_at=NOW, opened_by="").answered_percent == 0
