"""Tests of app/exercise/conduct.py: what the clock may do, what may become of an inject, what may still be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, RuleRefusal
from app.exercise import conduct
from app.exercise.chronogramme import InjectState, PlayedInject
from app.exercise.clock import VirtualClock

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)


def an_inject(number: int = 1, minutes: int = 10, **fields: object) -> PlayedInject:
    one = PlayedInject(
        id=f"i{number}", exercise_id="x", number=number, minutes=minutes, planned_minutes=minutes, sender="SAMU",
        recipient="Cellule", channel="téléphone", text="Vingt blessés.",
    )  # fmt: skip
    return replace(one, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("present", "wanted"),
    [(present, wanted) for present in InjectState for wanted in InjectState if wanted not in conduct.MOVES[present]],
)
def test_a_move_that_may_not_follow_is_refused(present: InjectState, wanted: InjectState) -> None:
    with pytest.raises(RuleRefusal, match="L’inject n° 1"):
        conduct.check_inject_move(an_inject(state=present), wanted)


def test_what_was_skipped_may_be_played_after_all() -> None:
    conduct.check_inject_move(an_inject(state=InjectState.SKIPPED), InjectState.SENT)


def test_a_send_is_taken_back_within_a_minute_unless_answered_or_really_gone() -> None:
    one = conduct.sent(an_inject(), NOW, 12.5, "moi")
    soon, late = NOW + conduct.UNDO, NOW + conduct.UNDO + timedelta(seconds=1)
    assert conduct.is_undoable(one, soon, is_answered=False, is_real=False)
    assert not conduct.is_undoable(one, late, is_answered=False, is_real=False)
    assert not conduct.is_undoable(one, soon, is_answered=True, is_real=False)
    assert not conduct.is_undoable(one, soon, is_answered=False, is_real=True)
    assert not conduct.is_undoable(an_inject(), soon, is_answered=False, is_real=False)
    assert conduct.taken_back(one, "moi") == an_inject(actor_id="moi")


def test_the_next_is_the_first_planned_and_the_late_ones_are_told() -> None:
    held = an_inject(1, 0, state=InjectState.HELD)
    late, coming = an_inject(3, 5), an_inject(2, 30)
    gone = conduct.sent(an_inject(4, 1), NOW, 1, "moi")
    every = (coming, gone, late, held)
    assert conduct.to_come(every) == (held, late, coming)
    assert conduct.next_of(every) == late
    assert [one for one in every if one.is_overdue(10)] == [late]
    assert conduct.in_sending_order(every) == (gone,)
    assert conduct.next_of((held, gone)) is None


def test_a_pause_holds_the_hour_and_resuming_takes_it_up() -> None:
    clock = VirtualClock((conduct.begun(NOW, 60, "moi"),))
    later = NOW + timedelta(minutes=2)
    stopped = VirtualClock((*clock.marks, conduct.paused(clock, later, "moi")))
    assert stopped.minutes_at(later + timedelta(hours=1)) == 120
    again = VirtualClock((*stopped.marks, conduct.resumed(stopped, later + timedelta(hours=1), 10, "moi")))
    assert again.minutes_at(later + timedelta(hours=1, minutes=3)) == 150


@given(speed=st.integers(1, 3600), seconds=st.integers(0, 3600), to=st.floats(0, conduct.LONGEST_MINUTES))
def test_a_jump_keeps_the_pace_and_stands_where_it_says(speed: int, seconds: int, to: float) -> None:
    """Going or stopped as before, whatever the speed and the hour it is pressed at."""
    clock, now = VirtualClock((conduct.begun(NOW, speed, "moi"),)), NOW + timedelta(seconds=seconds)
    moved = VirtualClock((*clock.marks, conduct.jumped(clock, now, to, 0, "moi")))
    assert (moved.minutes_at(now), moved.speed) == (to, speed)


def test_the_clock_does_not_go_back_before_what_was_played_nor_out_of_an_exercise() -> None:
    clock = VirtualClock((conduct.begun(NOW, 1, "moi"),))
    with pytest.raises(RuleRefusal, match="dernier inject envoyé"):
        conduct.jumped(clock, NOW, 9, 10, "moi")
    for wrong in (-1, conduct.LONGEST_MINUTES + 1):
        with pytest.raises(InvalidInput, match="60 jours"):
            conduct.jumped(clock, NOW, wrong, 0, "moi")
    for speed in (0, 3601):
        with pytest.raises(InvalidInput, match="vitesse"):
            conduct.begun(NOW, speed, "moi")
    assert conduct.last_played((None, 3.0), (7.5,)) == 7.5
    assert conduct.last_played((), ()) == 0
