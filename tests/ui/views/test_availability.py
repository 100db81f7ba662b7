"""Tests of app/ui/views/availability.py: the sentence, the grid's rows and columns, what is written and what was seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.mobilisation.read_availability import Availability, read_availability
from app.services.mobilisation.record_answers import record_answers
from app.ui.parts.answer_grid import AnswerChange
from app.ui.views import availability
from tests.builders import COORDINATOR, MONDAY, a_centre, a_store, a_team


@pytest.fixture
def found(tmp_path: Path) -> Availability:
    store = a_store(tmp_path)
    a_centre(store)
    team = a_team(store)
    session = read_availability(COORDINATOR, store).sessions[0]
    record_answers(COORDINATOR, store, {(team["Anne"].id, session.id): "no"})
    return read_availability(COORDINATOR, store)


def test_the_sentence_counts_people_not_cells(found: Availability) -> None:
    """One of five answered; four habits stand in."""
    assert availability.answers_sentence(found) == "1 réponse sur 5, 4 sans réponse ; habitudes utilisées pour 4."
    assert "non confirmé" in availability.provisional_sentence(found)


def test_rows_say_whose_habits_stand_in(found: Availability) -> None:
    """Anne answered; the others are « (habitudes) »."""
    names = [name for _id, name in availability.grid_people(found, found.people)]
    assert names[0] == "Anne Fictif"
    assert all(name.endswith("(habitudes)") for name in names[1:])


def test_columns_are_short_and_of_one_week(found: Availability) -> None:
    """Morning and afternoon of Monday 30."""
    assert [label for _id, label in availability.grid_sessions(found.sessions, MONDAY)] == ["L 30 mat.", "L 30 a.-m."]
    assert availability.grid_sessions(found.sessions, MONDAY.replace(day=23)) == []


def test_what_is_written_carries_what_was_seen(found: Availability) -> None:
    """A cell with an answer and one without: both are checked before the write."""
    anne, bleuenn = found.people[0].id, found.people[1].id
    session = found.sessions[0].id
    rows, columns = availability.grid_people(found, found.people), availability.grid_sessions(found.sessions, MONDAY)
    before = availability.shown(found, rows, columns)
    given, seen = availability.writes(
        [AnswerChange(anne, session, None), AnswerChange(bleuenn, session, "yes")], before
    )
    assert given == {(anne, session): None, (bleuenn, session): "yes"}
    assert seen == {(anne, session): "no", (bleuenn, session): None}


def test_the_stamp_moves_with_the_answers() -> None:
    """Another value, another stamp; the order of reading does not matter."""
    one = {("a", "s"): "yes", ("b", "s"): "no"}
    assert availability.stamp(one) == availability.stamp(dict(reversed(one.items())))
    assert availability.stamp(one) != availability.stamp({**one, ("a", "s"): "no"})


def test_the_silent_can_be_asked_alone(found: Availability) -> None:
    """Filters combine: who has not answered, whose name holds the words."""
    assert [one.given_name for one in availability.asked_people(found, silent=True, search="den")] == ["Denez"]
    assert availability.asked_people(found, silent=True, search="anne") == []
