"""Tests of app/services/exercise/stop_exercise.py: reality comes in, everything played stops, a real event opens, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, RuleRefusal
from app.exercise.exercise import ExerciseState
from app.response.event import EventKind, EventState
from app.services.exercise import move_clock
from app.services.exercise.arm_exercise import arm_exercise
from app.services.exercise.finish_exercise import finish_exercise, freeze_result
from app.services.exercise.send_injects import send_inject
from app.services.exercise.stop_exercise import stop_for_real
from app.store import events
from tests.builders import COORDINATOR, READER
from tests.services.a_conducted_exercise import EXERCISE, Played, a_conducted_exercise


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """Armed, and another animator has just written something."""
    found = a_conducted_exercise(tmp_path)
    found.start()
    arm_exercise(COORDINATOR, found.store, EXERCISE, found.exercise.revision, "menhir")
    send_inject(COORDINATOR, found.store, "inject-1", 1)
    move_clock.set_speed(COORDINATOR, found.store, EXERCISE, found.exercise.revision, 30)
    return found


def test_it_stops_everything_and_opens_a_real_event(played: Played) -> None:
    event_id = stop_for_real(COORDINATOR, played.store, EXERCISE, "Accident de car, RN165")
    one = played.exercise
    assert (one.state, one.real_event_id, one.is_armed, one.armed_at) == (ExerciseState.FINISHED, event_id, False, None)
    assert one.stopped_for_real_at == played.clock.at
    with played.store.reading() as conn:
        held = {each.id: each for each in events.every(conn)}
    real, feigned = held[event_id], held[one.event_id]
    assert (real.kind, real.state, real.title) == (EventKind.REAL, EventState.WATCH, "Accident de car, RN165")
    assert feigned.state is EventState.STOOD_DOWN
    assert any("SITUATION RÉELLE" in line.text for line in played.lines())
    with pytest.raises(RuleRefusal):
        send_inject(COORDINATOR, played.store, "inject-2", 1)


def test_pressing_again_leads_to_the_same_event(played: Played) -> None:
    first = stop_for_real(COORDINATOR, played.store, EXERCISE, "Accident")
    assert stop_for_real(COORDINATOR, played.store, EXERCISE, "Accident") == first
    with played.store.reading() as conn:
        assert len(events.every(conn)) == 2


def test_its_lines_may_be_computed_afterwards(played: Played) -> None:
    stop_for_real(COORDINATOR, played.store, EXERCISE, "Accident")
    assert played.exercise.result == ""
    assert freeze_result(COORDINATOR, played.store, EXERCISE)
    assert played.exercise.result


def test_it_is_refused_to_who_may_not_without_a_name_and_once_over(played: Played) -> None:
    with pytest.raises(NotAllowed):
        stop_for_real(READER, played.store, EXERCISE, "Accident")
    with pytest.raises(InvalidInput):
        stop_for_real(COORDINATOR, played.store, EXERCISE, " ")
    finish_exercise(COORDINATOR, played.store, EXERCISE, played.exercise.revision)
    with pytest.raises(RuleRefusal, match="n’est pas en cours"):
        stop_for_real(COORDINATOR, played.store, EXERCISE, "Accident")
