"""Tests of app/ui/views/poll_request.py: which sessions may be asked about, and what opening would do in words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.services.mobilisation.open_poll import preview_poll
from app.services.mobilisation.read_availability import read_availability
from app.services.mobilisation.read_polls import open_polls
from app.services.mobilisation.record_answers import record_answers
from app.ui.views import poll_request
from tests.builders import COORDINATOR
from tests.mobilisation.builders import paris
from tests.services.a_poll import SATURDAY_NOON, a_polled_store, a_request, a_running_poll, at, sessions_of


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_sessions_of_an_open_poll_are_not_asked_about_twice(tmp_path: Path) -> None:
    """Monday is polled; Tuesday stays."""
    store, centre, _team = a_polled_store(tmp_path, days=2)
    monday = tuple(one.id for one in sessions_of(store, centre)[:2])
    a_running_poll(store, centre, session_ids=monday)
    found = read_availability(COORDINATOR, store)
    free = poll_request.free_sessions(found, open_polls(COORDINATOR, store))
    assert [one.id for one in free] == [one.id for one in found.sessions[2:]]


def test_the_usual_choice_is_what_nobody_answered_yet(tmp_path: Path) -> None:
    """One answer on Monday morning takes that session out; weeks and half-days narrow the rest."""
    store, centre, team = a_polled_store(tmp_path, days=8)
    sessions = sessions_of(store, centre)
    record_answers(COORDINATOR, store, {(team["Anne"].id, sessions[0].id): "no"})
    found = read_availability(COORDINATOR, store)
    fresh = poll_request.unanswered(found, found.sessions)
    assert fresh == {one.id for one in found.sessions[1:]}
    assert list(poll_request.weeks(found.sessions)) == ["2026-11-30", "2026-12-07"]
    assert [plain(one) for one in poll_request.weeks(found.sessions).values()] == ["sem. 30 nov.", "sem. 7 déc."]
    assert poll_request.half_days(found.sessions) == ["matin", "après-midi"]
    chosen = poll_request.chosen(found.sessions, fresh, ["2026-11-30"], ["matin"])
    assert [(one.day.day, one.starts.hour) for one in chosen] == [(1, 9), (2, 9), (3, 9), (4, 9)]
    assert plain(poll_request.scope_sentence(chosen)) == ("4 séances, du mardi 1er décembre au vendredi 4 décembre.")


def test_the_order_says_who_why_and_when(tmp_path: Path) -> None:
    """By day at once; in the night, from 8:00, and why."""
    store, centre, _team = a_polled_store(tmp_path)
    found = read_availability(COORDINATOR, store)
    preview = preview_poll(COORDINATOR, store, a_request(store, centre), found.view)
    first = poll_request.order_rows(found, preview)[0]
    assert (first[0], first[1], first[3]) == ("1", "Anne Fictif, médecin", "tout de suite")
    assert poll_request.waiting_rows(found, preview) == []
    assert poll_request.opening_label(preview) == "Ouvrir le sondage et écrire à 5 personnes"
    late = at(store, paris(2026, 11, 26, 22))
    night = preview_poll(COORDINATOR, late, a_request(late, centre))
    assert {tuple(map(plain, row[1:])) for row in poll_request.waiting_rows(found, night)} == {
        ("est en heures de silence", "vendredi 27 novembre à 8 h")
    }
    never = preview_poll(COORDINATOR, late, a_request(late, centre, late.now() + timedelta(hours=1)))
    assert {row[2] for row in poll_request.waiting_rows(found, never)} == {"pas avant la clôture"}


def test_what_the_form_asks_for(tmp_path: Path) -> None:
    """Sessions, professions, closing."""
    store, centre, _team = a_polled_store(tmp_path)
    found = read_availability(COORDINATOR, store)
    request = poll_request.request_of(found, found.sessions, ["medecin"], SATURDAY_NOON)
    assert request == a_request(store, centre, professions=frozenset({"medecin"}))
