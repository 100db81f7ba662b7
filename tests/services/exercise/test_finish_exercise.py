"""Tests of app/services/exercise/finish_exercise.py: everything stops once, and the four lines are frozen as it was played."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import RuleRefusal, StaleRevision
from app.drills.drill import LineName
from app.drills.spoken_report import SpokenReport, read_spoken
from app.exercise.exercise import ExerciseState
from app.response.event import EventState
from app.services.exercise.decide_in_exercise import DecisionDraft, decide
from app.services.exercise.finish_exercise import finish_exercise, freeze_result
from app.services.exercise.send_injects import send_inject
from app.store import events
from app.words import use_language
from tests.builders import COORDINATOR, a_person, some_people
from tests.services.a_conducted_exercise import EXERCISE, Played, a_conducted_exercise


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """Nurses were absent, new needs never came; two volunteers answered."""
    found = a_conducted_exercise(tmp_path)
    found.start()
    found.forward(60)
    send_inject(COORDINATOR, found.store, "inject-2", 1)
    decide(COORDINATOR, found.store, EXERCISE, DecisionDraft(id="d1", plan_rank=1))
    return found


def test_the_end_stops_the_clock_stands_the_event_down_and_freezes_four_lines(played: Played) -> None:
    """What was planned and not sent is in the shock, not in what was played."""
    finish_exercise(COORDINATOR, played.store, EXERCISE, played.exercise.revision)
    played.forward(600)
    one = played.exercise
    assert (one.state, played.cockpit.minutes, one.is_armed) == (ExerciseState.FINISHED, 60.0, False)
    with played.store.reading() as conn:
        event = events.find(conn, one.event_id)
    assert event is not None
    assert event.state is EventState.STOOD_DOWN
    report = read_spoken(one.result)
    assert report is not None
    assert [line.name for line in report.lines] == list(LineName)
    unmet = {line.name: sum(point.unmet for point in line.points) for line in report.lines}
    assert unmet[LineName.BASELINE] < unmet[LineName.SHOCK]
    assert unmet[LineName.PLAYED] < unmet[LineName.SHOCK]
    demand = {line.name: sum(point.demand for point in line.points) for line in report.lines}
    assert demand[LineName.PLAYED] == demand[LineName.BASELINE] < demand[LineName.SHOCK]


def test_what_is_frozen_is_read_in_each_language(played: Played) -> None:
    """The same figures, said in English where it is read in English; a report of one language alone is still read."""
    finish_exercise(COORDINATOR, played.store, EXERCISE, played.exercise.revision)
    result = played.exercise.result
    french = read_spoken(result)
    with use_language("en"):
        english = read_spoken(result)
    assert french is not None
    assert english is not None
    assert english.lines == french.lines
    said = [(one.waterfall.order, one.headline, one.slices[0].words) for one in (french, english)]
    assert [a == b for a, b in zip(*said, strict=True)] == [False] * 3
    with use_language("en"):
        assert read_spoken(french.model_dump_json()) == french
        assert read_spoken(SpokenReport(by_language={"fr": french}).model_dump_json()) == french
    assert read_spoken("autre chose") is None


def test_what_is_frozen_moves_no_more_and_ending_twice_ends_once(played: Played) -> None:
    finish_exercise(COORDINATOR, played.store, EXERCISE, played.exercise.revision)
    kept = played.exercise
    some_people(played.store, a_person("Nolwenn"))
    played.again()
    finish_exercise(COORDINATOR, played.store, EXERCISE, 1)
    assert freeze_result(COORDINATOR, played.store, EXERCISE)
    assert played.exercise == kept


def test_an_end_is_refused_to_a_stale_page_and_before_the_beginning(played: Played, tmp_path: Path) -> None:
    with pytest.raises(StaleRevision):
        finish_exercise(COORDINATOR, played.store, EXERCISE, 1)
    ready = a_conducted_exercise(tmp_path / "pret")
    with pytest.raises(RuleRefusal):
        finish_exercise(COORDINATOR, ready.store, EXERCISE, 1)
    with pytest.raises(RuleRefusal, match="une fois l’exercice terminé"):
        freeze_result(COORDINATOR, ready.store, EXERCISE)
