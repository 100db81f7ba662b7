"""Tests of app/services/exercise/move_clock.py: pause, resume, speed, jump, shift; and the hour after the process was killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, RuleRefusal, StaleRevision
from app.exercise.exercise import ExerciseState
from app.services.exercise import move_clock
from app.services.exercise.send_injects import send_inject, skip_inject
from tests.builders import COORDINATOR
from tests.services.a_conducted_exercise import EXERCISE, Played, a_conducted_exercise


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """Started."""
    found = a_conducted_exercise(tmp_path)
    found.start()
    return found


def test_a_pause_holds_the_hour_whatever_happens_to_the_process(played: Played) -> None:
    """Killed in the pause, then while it runs: the hour is that of the room."""
    played.forward(30)
    move_clock.pause(COORDINATOR, played.store, EXERCISE, 2)
    assert played.exercise.state is ExerciseState.PAUSED
    played.forward(600)
    played.again()
    assert played.cockpit.minutes == 30
    move_clock.resume(COORDINATOR, played.store, EXERCISE, 3)
    played.forward(5)
    played.again()
    played.forward(5)
    assert (played.cockpit.minutes, played.cockpit.clock.speed) == (40, 60)


def test_another_speed_counts_from_now_on_and_in_pause_from_the_resuming(played: Played) -> None:
    played.forward(10)
    move_clock.set_speed(COORDINATOR, played.store, EXERCISE, 2, 1)
    played.clock.forward(minutes=5)
    assert played.cockpit.minutes == 15
    move_clock.pause(COORDINATOR, played.store, EXERCISE, 3)
    move_clock.set_speed(COORDINATOR, played.store, EXERCISE, 4, 10)
    played.clock.forward(minutes=5)
    assert played.cockpit.minutes == 15
    move_clock.resume(COORDINATOR, played.store, EXERCISE, 5)
    played.clock.forward(minutes=1)
    assert played.cockpit.minutes == 25
    with pytest.raises(InvalidInput, match="vitesse"):
        move_clock.set_speed(COORDINATOR, played.store, EXERCISE, 6, 0)


def test_a_jump_goes_to_a_minute_or_to_the_next_inject_and_sends_nothing(played: Played) -> None:
    move_clock.jump_to(COORDINATOR, played.store, EXERCISE, 2, 10)
    assert played.cockpit.minutes == 10
    assert [one.inject.number for one in played.cockpit.overdue] == [1]
    skip_inject(COORDINATOR, played.store, "inject-1", 1)
    move_clock.jump_to_next(COORDINATOR, played.store, EXERCISE, 3)
    found = played.cockpit
    assert (found.minutes, found.sent) == (15, ())
    assert "L’horloge saute\u00a0: 5 min." in played.lines()[-1].text


def test_a_jump_back_stops_at_what_was_played(played: Played) -> None:
    played.forward(20)
    send_inject(COORDINATOR, played.store, "inject-1", 1)
    played.forward(20)
    with pytest.raises(RuleRefusal, match="dernier inject"):
        move_clock.jump_to(COORDINATOR, played.store, EXERCISE, 2, 19)
    move_clock.jump_to(COORDINATOR, played.store, EXERCISE, 2, 20)
    assert played.cockpit.minutes == 20


def test_jumping_to_the_next_is_refused_when_nothing_comes(played: Played) -> None:
    for number in range(1, 5):
        skip_inject(COORDINATOR, played.store, f"inject-{number}", 1)
    with pytest.raises(RuleRefusal, match="aucun inject"):
        move_clock.jump_to_next(COORDINATOR, played.store, EXERCISE, 2)


def test_the_rest_moves_together_late_ones_too_and_what_left_stays(played: Played) -> None:
    send_inject(COORDINATOR, played.store, "inject-1", 1)
    skip_inject(COORDINATOR, played.store, "inject-2", 1)
    assert move_clock.shift_rest(COORDINATOR, played.store, EXERCISE, 2, 20) == 2
    assert {one.inject.number: one.inject.minutes for one in played.cockpit.injects} == {1: 0, 2: 15, 3: 50, 4: 65}
    assert played.one(3).inject.planned_minutes == 30
    move_clock.shift_rest(COORDINATOR, played.store, EXERCISE, 3, -60)
    assert {one.inject.number: one.inject.minutes for one in played.cockpit.injects} == {1: 0, 2: 15, 3: 0, 4: 5}
    with pytest.raises(InvalidInput, match="combien de minutes"):
        move_clock.shift_rest(COORDINATOR, played.store, EXERCISE, 4, 0)


def test_of_two_animators_the_second_to_move_the_clock_is_told(played: Played) -> None:
    """Jumping twice to « the next » would jump over one."""
    move_clock.jump_to_next(COORDINATOR, played.store, EXERCISE, 2)
    with pytest.raises(StaleRevision):
        move_clock.jump_to_next(COORDINATOR, played.store, EXERCISE, 2)


def test_nothing_moves_before_the_beginning(tmp_path: Path) -> None:
    ready = a_conducted_exercise(tmp_path / "pret")
    for move in (move_clock.pause, move_clock.resume, move_clock.jump_to_next):
        with pytest.raises(RuleRefusal):
            move(COORDINATOR, ready.store, EXERCISE, 1)
    move_clock.set_speed(COORDINATOR, ready.store, EXERCISE, 1, 5)
    assert ready.exercise.speed == 5


def test_no_second_is_gained_by_a_mark_that_falls_between_two(played: Played) -> None:
    """At sixty minutes a minute, the part of a second cut off each mark would be most of a fictional minute."""
    played.forward(10.75)
    move_clock.pause(COORDINATOR, played.store, EXERCISE, 2)
    move_clock.resume(COORDINATOR, played.store, EXERCISE, 3)
    played.again()
    assert played.cockpit.minutes == 10.75
