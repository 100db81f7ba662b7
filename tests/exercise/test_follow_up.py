"""Tests of app/exercise/follow_up.py: what may follow what, who is reminded and how often, what is left and how old it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, RuleRefusal
from app.exercise.exercise import ExerciseState
from app.exercise.follow_up import (
    Age,
    Burn,
    ageing,
    begun,
    burn_down,
    done,
    dropped,
    is_to_remind,
    next_reminder,
    opened_again,
    verified,
)
from app.exercise.improvement import ImprovementState
from app.library import Library
from tests.builders import THURSDAY
from tests.exercise.an_improvement import an_action, an_ended_exercise

RULES = Library().review_milestones
TODAY = THURSDAY.date()
LATER = THURSDAY + timedelta(days=30)


def test_closing_takes_a_proof() -> None:
    """Blank is none; the proof, the day and the version of the plan are kept."""
    with pytest.raises(InvalidInput, match="prouve"):
        done(an_action(), "  ", LATER)
    found = done(begun(an_action(), THURSDAY, "2"), " procès-verbal ", LATER, "3")
    assert (found.state, found.proof, found.closed_at, found.version_before, found.version_after) == (
        ImprovementState.DONE, "procès-verbal", LATER, "2", "3",
    )  # fmt: skip


def test_giving_up_takes_a_reason_and_moves_the_calendar() -> None:
    with pytest.raises(InvalidInput, match="pourquoi"):
        dropped(an_action(), "", LATER)
    found = dropped(an_action(), "doublon", LATER)
    assert (found.state, found.sequence) == (ImprovementState.DROPPED, 1)
    again = opened_again(found, LATER)
    assert (again.state, again.sequence, again.closed_at) == (ImprovementState.OPEN, 2, None)


def test_the_version_it_started_from_stays_the_first_said() -> None:
    assert begun(begun(an_action(), THURSDAY, "2"), LATER, "4").version_before == "2"


def test_it_is_verified_by_a_later_exercise_that_has_ended() -> None:
    """Not by one under way, nor by the one that asked for it, nor by one played before it was done."""
    closed = done(an_action(exercise_id="origine"), "fait", THURSDAY)
    with pytest.raises(RuleRefusal, match="n’est pas terminé"):
        verified(closed, an_ended_exercise(days_ago=-5, state=ExerciseState.RUNNING, finished_at=None), LATER)
    with pytest.raises(RuleRefusal, match="a demandé"):
        verified(closed, an_ended_exercise("origine"), LATER)
    with pytest.raises(RuleRefusal, match="avant que"):
        verified(closed, an_ended_exercise(days_ago=3), LATER)
    with pytest.raises(RuleRefusal, match="ne passe pas"):
        verified(an_action(), an_ended_exercise(days_ago=-5), LATER)
    seen = verified(closed, an_ended_exercise("suivant", days_ago=-5), LATER)
    assert (seen.state, seen.verified_in, seen.closed_at) == (ImprovementState.VERIFIED, "suivant", THURSDAY)
    back = opened_again(seen, LATER)
    assert (back.state, back.verified_in, back.closed_at) == (ImprovementState.DONE, "", THURSDAY)


def _reminders(until: datetime, **fields: object) -> list[date]:
    """The days on which one that is looked at every hour is reminded."""
    one, at, found = an_action(email="a@example.org", due_on=date(2026, 12, 15), **fields), THURSDAY, []
    while at < until:
        if is_to_remind(one, RULES, at):
            found.append(at.date())
            one = replace(one, reminded_at=at)
        at += timedelta(hours=1)
    return found


def test_one_is_reminded_a_week_before_and_once_overdue() -> None:
    """Once each, whatever the number of looks; a reminder written by hand in the week counts as the first."""
    assert _reminders(THURSDAY + timedelta(days=60)) == [date(2026, 12, 8), date(2026, 12, 16)]
    by_hand = datetime.fromisoformat("2026-12-09T10:00:00+00:00")
    assert _reminders(THURSDAY + timedelta(days=60), reminded_at=by_hand) == [date(2026, 12, 16)]


def test_after_a_long_stop_one_reminder_leaves_and_no_more() -> None:
    one, now = an_action(email="a@example.org", due_on=date(2026, 12, 15)), THURSDAY + timedelta(days=90)
    assert is_to_remind(one, RULES, now)
    assert not is_to_remind(replace(one, reminded_at=now), RULES, now + timedelta(days=200))


def test_who_is_done_or_has_no_address_is_left_alone() -> None:
    late = an_action(due_on=date(2026, 11, 1), starts_on=date(2026, 11, 1))
    assert not is_to_remind(late, RULES, THURSDAY)
    held = replace(late, email="a@example.org")
    assert is_to_remind(held, RULES, THURSDAY)
    assert not is_to_remind(done(held, "fait", THURSDAY), RULES, THURSDAY)
    assert not is_to_remind(replace(held, removed_at=THURSDAY), RULES, THURSDAY)
    assert next_reminder([held, late], RULES, THURSDAY) is None
    coming = next_reminder([replace(held, due_on=date(2026, 12, 15))], RULES, THURSDAY)
    assert coming == datetime.fromisoformat("2026-12-08T07:00:00+00:00")


def test_what_was_left_week_by_week() -> None:
    """Written four weeks ago, one done two weeks ago, one overdue since ten days, one removed: that one never counts."""
    old = THURSDAY - timedelta(weeks=4)
    due = TODAY - timedelta(days=10)
    kept = an_action(id="a", created_at=old, starts_on=old.date(), due_on=due)
    closed = replace(kept, id="b", state=ImprovementState.DONE, closed_at=THURSDAY - timedelta(weeks=2))
    gone = replace(kept, id="c", removed_at=THURSDAY)
    fresh = an_action(id="d")
    weeks = [TODAY - timedelta(weeks=back) for back in (4, 3, 2, 1, 0)]
    left = [(2, 0), (2, 0), (1, 0), (1, 1), (2, 1)]
    assert burn_down([kept, closed, gone, fresh], TODAY) == tuple(
        Burn(on, awaited, overdue) for on, (awaited, overdue) in zip(weeks, left, strict=True)
    )
    assert burn_down([], TODAY) == ()


def test_how_old_what_is_awaited_is() -> None:
    """Each bound belongs to the younger group; what is done has no age."""
    ages = [0, 30, 31, 60, 90, 91, 400]
    held = [an_action(id=str(days), created_at=THURSDAY - timedelta(days=days)) for days in ages]
    late = replace(held[-1], starts_on=date(2026, 1, 1), due_on=date(2026, 2, 1))
    done_one = replace(held[0], id="fait", state=ImprovementState.DONE)
    assert ageing([*held[:-1], late, done_one], TODAY) == (
        Age(0, 30, 2, 0), Age(31, 60, 2, 0), Age(61, 90, 1, 0), Age(91, None, 2, 1),
    )  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300), st.booleans()), max_size=12))
def test_the_last_week_and_the_ages_count_the_same_actions(rows: list[tuple[int, int, bool]]) -> None:
    """Whatever was written and closed when: what is left today is what has an age, and overdue is told alike."""
    held = [
        an_action(
            id=str(n), created_at=THURSDAY - timedelta(days=old), starts_on=date(2025, 1, 1),
            due_on=TODAY + timedelta(days=near - 150),
            state=ImprovementState.DONE if is_done else ImprovementState.OPEN,
            closed_at=THURSDAY - timedelta(days=old // 2) if is_done else None,
        )
        for n, (old, near, is_done) in enumerate(rows)
    ]  # fmt: skip
    last = burn_down(held, TODAY)[-1] if held else Burn(TODAY, 0, 0)
    ages = ageing(held, TODAY)
    assert (last.awaited, last.overdue) == (sum(one.awaited for one in ages), sum(one.overdue for one in ages))
