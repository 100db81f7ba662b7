"""Tests of app/services/exercise/start_exercise.py: the event opens once, the clock leaves T0, nothing leaves the outbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import NotAllowed, RuleRefusal, StaleRevision
from app.exercise.exercise import ExerciseKind, ExerciseState
from app.response.event import EventKind, EventState
from app.services.exercise.start_exercise import start_exercise
from app.store import events, exercises, journal
from tests.builders import COORDINATOR, READER
from tests.services.a_conducted_exercise import EXERCISE, a_conducted_exercise
from tests.services.a_played_exercise import gone


def test_it_opens_an_event_marked_exercise_and_its_clock_runs(tmp_path: Path) -> None:
    played = a_conducted_exercise(tmp_path)
    event_id = start_exercise(COORDINATOR, played.store, EXERCISE, 1)
    played.forward(90)
    found = played.cockpit
    assert (found.exercise.state, found.exercise.event_id, found.minutes) == (ExerciseState.RUNNING, event_id, 90)
    with played.store.reading() as conn:
        event = events.find(conn, event_id)
        assert event is not None
        assert (event.kind, event.state, event.title) == (EventKind.EXERCISE, EventState.WATCH, "Grippe")
        assert journal.recent(conn)[0].type == "exercise_started"
    said = played.lines()[-1].text
    assert "EXERCICE" in said
    assert "T0 (lundi 30 novembre, 8 h)" in said.replace("\xa0", " ")
    assert "menhir" in said
    assert gone(played.store) == (0, 0)


def test_pressing_twice_starts_once(tmp_path: Path) -> None:
    played = a_conducted_exercise(tmp_path)
    first = start_exercise(COORDINATOR, played.store, EXERCISE, 1)
    assert start_exercise(COORDINATOR, played.store, EXERCISE, 1) == first
    with played.store.reading() as conn:
        assert len(events.every(conn)) == 1
        assert len(exercises.clock(conn, EXERCISE).marks) == 1


def test_it_is_refused_to_who_may_not_to_a_stale_page_to_a_real_event_and_once_over(tmp_path: Path) -> None:
    played = a_conducted_exercise(tmp_path)
    with pytest.raises(NotAllowed):
        start_exercise(READER, played.store, EXERCISE, 1)
    with pytest.raises(StaleRevision):
        start_exercise(COORDINATOR, played.store, EXERCISE, 7)
    over = a_conducted_exercise(tmp_path / "fini", state=ExerciseState.FINISHED)
    with pytest.raises(RuleRefusal, match="ne passe pas"):
        start_exercise(COORDINATOR, over.store, EXERCISE, 1)
    real = a_conducted_exercise(tmp_path / "reel", kind=ExerciseKind.REAL_EVENT)
    with pytest.raises(RuleRefusal, match="se relit"):
        start_exercise(COORDINATOR, real.store, EXERCISE, 1)
