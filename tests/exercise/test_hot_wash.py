"""Tests of app/exercise/hot_wash.py: which questions are asked, what is counted, and that nothing is told below five answers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.exercise.exercise import ExerciseKind
from app.exercise.hot_wash import (
    LONGEST_LINE,
    SHOWN_FROM,
    HotWash,
    HotWashAnswer,
    Question,
    Template,
    checked_answer,
    question_of,
    summed,
    template_for,
)
from app.library import Library

AIMS, PLAN = (Question(template=Template.TABLETOP, code=code, text_fr=code) for code in ("aims", "plan"))


def test_three_sets_are_shipped_and_each_kind_of_exercise_has_one() -> None:
    """Table-top, alert drill and real event; a question is in force or not by the day."""
    questions, day = Library().hot_wash_questions, date(2026, 11, 26)
    asked = {one: sum(question.is_asked(one, day) for question in questions) for one in Template}
    assert asked == {Template.TABLETOP: 6, Template.ALERT_DRILL: 5, Template.REAL_EVENT: 6}
    assert {template_for(kind) for kind in ExerciseKind} == set(Template)


def test_a_question_holds_from_a_day_to_another_both_included() -> None:
    row = {"template": "tabletop", "code": "x", "text_fr": "X", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    one = question_of(row)
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [one.is_asked(Template.TABLETOP, day) for day in days] == [False, True, True, False]
    assert not one.is_asked(Template.REAL_EVENT, days[1])


@pytest.mark.parametrize(
    "answer",
    [
        HotWashAnswer({}),
        HotWashAnswer({}, "  ", "\n"),
        HotWashAnswer({"aims": 0}),
        HotWashAnswer({"aims": 6}),
        HotWashAnswer({"unknown": 3}),
        HotWashAnswer({}, "x" * (LONGEST_LINE + 1)),
    ],
)
def test_what_is_no_answer_is_refused(answer: HotWashAnswer) -> None:
    with pytest.raises(InvalidInput):
        checked_answer(answer, (AIMS, PLAN))


def test_one_mark_or_one_line_is_an_answer() -> None:
    assert checked_answer(HotWashAnswer({"plan": 1}), (AIMS, PLAN)) == HotWashAnswer({"plan": 1})
    assert checked_answer(HotWashAnswer({}, " la cellule "), (AIMS,)) == HotWashAnswer({}, "la cellule")


def test_below_five_answers_only_how_many_are_missing_is_told() -> None:
    """Not one mark, not one line; at five, all."""
    given_four = [HotWashAnswer({"aims": 1}, "très bien", "bruit")] * (SHOWN_FROM - 1)
    assert summed(Template.TABLETOP, (AIMS,), 12, given_four) == HotWash(Template.TABLETOP, 12, 4)
    assert summed(Template.TABLETOP, (AIMS,), 12, given_four).missing == 1
    five = summed(Template.TABLETOP, (AIMS, PLAN), 12, [*given_four, HotWashAnswer({"aims": 5, "plan": 3}, "", "Air")])
    assert five.is_shown
    assert [(one.question.code, one.counts, one.answers) for one in five.tallies] == [
        ("aims", (4, 0, 0, 0, 1), 5),
        ("plan", (0, 0, 1, 0, 0), 1),
    ]
    assert five.tallies[0].mean == pytest.approx(1.8)
    assert five.went_less == ("Air", *["bruit"] * 4)


_ANSWERS = st.lists(
    st.builds(HotWashAnswer, st.just({"aims": 3}), st.text("abc", max_size=3), st.text("abc", max_size=3)),
    min_size=SHOWN_FROM, max_size=9,
)  # fmt: skip


@given(_ANSWERS, st.randoms(use_true_random=False))
def test_the_order_in_which_people_answered_changes_nothing(answers: list[HotWashAnswer], random: object) -> None:
    """Neither who came first nor which two lines came from one person can be read off what is shown."""
    mixed = sorted(answers, key=lambda _one: random.random())  # type: ignore[attr-defined]
    assert summed(Template.TABLETOP, (AIMS,), 9, mixed) == summed(Template.TABLETOP, (AIMS,), 9, answers)
