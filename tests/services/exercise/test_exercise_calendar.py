"""The invitation as a calendar file: the hours of the meeting, EXERCICE, a UID that stays and a SEQUENCE that moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from app.core.errors import NotAllowed
from app.services.exercise.exercise_calendar import invitation, invitation_of
from app.services.exercise.prepare_exercise import change_exercise, frame_of
from app.services.exercise.the_exercise import held
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, READER, MovingClock
from tests.services.a_prepared_exercise import ENDS, STARTS, a_prepared_exercise, with_people


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path, clock)


def test_it_says_when_people_meet_and_that_nothing_is_real(store: Store) -> None:
    """Never the fictional day; no name, no attendee, no alarm; every line within 75 octets."""
    id = a_prepared_exercise(store)
    with_people(store, id)
    content = invitation(COORDINATOR, store, id)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (STARTS, ENDS)
    assert str(event["SUMMARY"]).startswith("EXERCICE · Autocar en hiver")
    assert (str(event["UID"]), event["SEQUENCE"], str(event["LOCATION"])) == (
        f"exercise-{id}@releve",
        0,
        "Salle du Menhir fictif",
    )
    assert [
        word for word in (b"ATTENDEE", b"ORGANIZER", b"METHOD", b"VALARM", b"20261130", b"Solveig") if word in content
    ] == []
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_the_same_exercise_gives_the_same_bytes_and_a_move_moves_them(store: Store, clock: MovingClock) -> None:
    """The UID stays; SEQUENCE and the stamp go up."""
    id = a_prepared_exercise(store)
    before = invitation(COORDINATOR, store, id)
    clock.forward(hours=2)
    assert invitation(COORDINATOR, store, id) == before
    with store.reading() as conn:
        one = held(conn, id)
    frame = replace(frame_of(one), starts_at=STARTS + timedelta(days=7), ends_at=ENDS + timedelta(days=7))
    change_exercise(COORDINATOR, store, id, frame, one.revision)
    (first,), (second,) = (
        Calendar.from_ical(content).walk("VEVENT") for content in (before, invitation(COORDINATOR, store, id))
    )
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], first["SEQUENCE"] + 1)
    assert second.decoded("DTSTAMP") == second.decoded("LAST-MODIFIED") == clock.at


def test_another_instruction_is_no_new_invitation(store: Store) -> None:
    """Neither hours, place nor title moved: nobody's diary asks again."""
    id = a_prepared_exercise(store)
    before = invitation(COORDINATOR, store, id)
    with store.reading() as conn:
        one = held(conn, id)
    change_exercise(COORDINATOR, store, id, replace(frame_of(one), instructions="Parler plus fort."), one.revision)
    assert invitation(COORDINATOR, store, id) == before


def test_a_participant_s_page_gives_its_address(store: Store) -> None:
    """And whoever may not run exercises gets none here."""
    id = a_prepared_exercise(store)
    with store.reading() as conn:
        content = invitation_of(conn, held(conn, id), store.now(), address="https://releve.example/exercice/abc")
    assert "https://releve.example/exercice/abc" in str(Calendar.from_ical(content).walk("VEVENT")[0]["DESCRIPTION"])
    with pytest.raises(NotAllowed):
        invitation(READER, store, id)
