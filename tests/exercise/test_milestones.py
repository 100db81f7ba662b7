"""Tests of app/exercise/milestones.py: the delays of a review, which of its milestones are reached, due, late."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.exercise.milestones import REMINDERS, Sign, in_force, milestone_rule_of, milestones_of, proposed_due
from app.library import Library
from app.words import use_language

RULES = Library().review_milestones
ENDED = date(2026, 11, 26)


def cells(**fields: str) -> dict[str, str]:
    usual = {
        "code": "restitution", "label_fr": "Restitution", "label_en": "Telling back", "counted_from": "end",
        "days": "45", "reached_by": "restitution", "valid_from": "", "valid_to": "", "source": "CA", "checked": "local",
    }  # fmt: skip
    return usual | fields


def test_the_four_milestones_of_a_review() -> None:
    """The same day, after 30, 60 and 90 days; each is reached by its own sign."""
    found = milestones_of(RULES, "x", ENDED, {Sign.HOT_WASH, Sign.PLAN})
    assert [(one.code, one.due_on, one.is_reached) for one in found] == [
        ("hot_wash", ENDED, True),
        ("draft", date(2026, 12, 26), False),
        ("plan", date(2027, 1, 25), True),
        ("final", date(2027, 2, 24), False),
    ]


def test_one_is_announced_a_week_before_then_late_until_it_is_reached() -> None:
    draft = milestones_of(RULES, "x", ENDED, ())[1]
    days = [date(2026, 12, 18), date(2026, 12, 19), date(2026, 12, 26), date(2026, 12, 27)]
    assert [draft.is_due(day, 7) for day in days] == [False, True, True, True]
    assert [draft.is_overdue(day) for day in days] == [False, False, False, True]
    [reached] = [one for one in milestones_of(RULES, "x", ENDED, {Sign.TEXT}) if one.code == "draft"]
    assert not reached.is_due(days[-1], 7)
    assert not reached.is_overdue(days[-1])


def test_a_delay_of_the_site_takes_the_place_of_one_that_is_shipped() -> None:
    """A rule of its own from a day on; the day the exercise ended decides which counts."""
    rules = (milestone_rule_of(cells(valid_from="2027-01-01")), *RULES)
    assert "restitution" not in [one.code for one in milestones_of(rules, "x", ENDED, ())]
    assert "restitution" in [one.code for one in milestones_of(rules, "x", date(2027, 1, 1), ())]


def test_an_action_is_offered_a_due_day() -> None:
    assert proposed_due(RULES, ENDED) == date(2027, 2, 24)
    assert proposed_due((), ENDED) == ENDED
    assert [one.offset.days for one in in_force(RULES, ENDED, *REMINDERS)] == [-7, 1]


def test_it_has_its_name_in_both_languages() -> None:
    rule = milestone_rule_of(cells())
    with use_language("en"):
        assert rule.label == "Telling back"
    assert rule.label == "Restitution"


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": ""}, {"days": "900"}, {"days": "-1"}, {"reached_by": ""}, {"reached_by": "rumour"},
        {"counted_from": "start"}, {"counted_from": "before_due"}, {"source": ""},
    ],
)  # fmt: skip
def test_a_row_that_says_too_little_or_too_much_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        milestone_rule_of(cells(**wrong))
