"""Tests of app/ui/screens/availability.py: who answered, whose habits stand in, and what is written from the grid."""

from __future__ import annotations

from app.core.clock import PARIS
from app.services.mobilisation.read_availability import read_availability
from app.services.mobilisation.record_answers import record_answers
from app.store.database import Store
from app.ui.views.availability import stamp
from tests.builders import COORDINATOR, MONDAY, a_centre, a_team
from tests.ui.screens.a_page import a_page, press, said


def test_without_sessions_the_screen_leads_to_the_centre(store: Store) -> None:
    """One sentence, one button."""
    page = a_page("availability")
    assert "Aucune séance à venir : ouvrez d’abord un centre." in said(page)
    assert [one.label for one in page.button] == ["Ouvrir un centre"]


def test_silence_is_counted_and_habits_are_said_not_confirmed(store: Store) -> None:
    """One of five answered: the four others count by habit."""
    a_centre(store)
    team = a_team(store)
    session = read_availability(COORDINATOR, store).sessions[0]
    record_answers(COORDINATOR, store, {(team["Anne"].id, session.id): "yes"})
    text = said(a_page("availability"))
    assert "1 réponse sur 5, 4 sans réponse ; habitudes utilisées pour 4." in text
    assert "non confirmé" in text


def test_cells_changed_on_the_grid_are_written_together(store: Store) -> None:
    """« oui » in one cell, nothing elsewhere."""
    a_centre(store)
    a_team(store)
    page = a_page("availability")
    found = read_availability(COORDINATOR, store)
    page.session_state[f"answers_{MONDAY}_{stamp({})}_editor"] = {"edited_rows": {0: {found.sessions[0].id: "oui"}}}
    press(page, "Enregistrer les réponses")
    assert not page.exception
    assert dict(read_availability(COORDINATOR, store).answers) == {(found.people[0].id, found.sessions[0].id): "yes"}


def test_an_answer_that_came_while_typing_costs_nothing_typed(store: Store) -> None:
    """A volunteer answers between the drawing and the saving: what was typed in the other cells is written."""
    a_centre(store)
    a_team(store)
    page = a_page("availability")
    found = read_availability(COORDINATOR, store)
    first, second = found.people[:2]
    record_answers(COORDINATOR, store, {(second.id, found.sessions[0].id): "no"})
    page.session_state[f"answers_{MONDAY}_{stamp({})}_editor"] = {"edited_rows": {0: {found.sessions[0].id: "oui"}}}
    press(page, "Enregistrer les réponses")
    assert not page.exception
    assert dict(read_availability(COORDINATOR, store).answers) == {
        (first.id, found.sessions[0].id): "yes",
        (second.id, found.sessions[0].id): "no",
    }


def test_the_grid_keeps_to_those_who_have_not_answered(store: Store) -> None:
    """The filter of the address hides the one who answered."""
    a_centre(store)
    team = a_team(store)
    session = read_availability(COORDINATOR, store).sessions[0]
    record_answers(COORDINATOR, store, {(team["Anne"].id, session.id): "no"})
    names = list(a_page("availability", sans_reponse=True).data_editor[0].value["name"])
    assert len(names) == 4
    assert not [name for name in names if name.startswith("Anne")]


def test_a_pasted_calendar_keeps_busy_times_only(store: Store) -> None:
    """One event on Monday morning: one busy time, no word of what it is."""
    a_centre(store)
    team = a_team(store)
    start = read_availability(COORDINATOR, store).sessions[0].starts_at.astimezone(PARIS)
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n"
        f"DTSTART;TZID=Europe/Paris:{start:%Y%m%dT%H%M%S}\r\nDURATION:PT1H\r\nSUMMARY:Dentiste\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    page = a_page("availability", volet="busy")
    page.selectbox(key="busy_person").set_value(team["Anne"].id)
    page.text_area(key="busy_text").set_value(calendar)
    press(page, "Lire l’agenda")
    assert "1 moment occupé retenu" in said(page)
    assert read_availability(COORDINATOR, store).busy == {team["Anne"].id: 1}
    assert "Dentiste" not in said(page)
