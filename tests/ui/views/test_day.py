"""Tests of app/ui/views/day.py: the sentence, the badge and the panel that the moment asks for."""

from pathlib import Path

from app.services.activity.check_opening import check_opening
from app.services.activity.close_attendance import close_attendance
from app.services.activity.record_attendance import Noted, record_attendance
from app.services.activity.sign_in import write_name_at_the_door
from app.ui.views import day as view
from tests.builders import COORDINATOR
from tests.services.a_day import ENDS, SESSION, TEN, a_day, all_in_order


def test_the_first_line_says_whether_the_session_can_open(tmp_path: Path) -> None:
    """Before the check, after it, once over, once closed: sentence, badge and panel."""
    day = a_day(tmp_path)
    said = [(view.sentence(day.read()), view.state(day.read()), view.first_panel(day.read()))]
    check_opening(COORDINATOR, day.store, SESSION, all_in_order(day))
    over = day.at(ENDS)
    for moment in (day, over):
        said.append((view.sentence(moment.read()), view.state(moment.read()), view.first_panel(moment.read())))
    close_attendance(COORDINATOR, over.store, SESSION)
    said.append((view.sentence(over.read()), view.state(over.read()), view.first_panel(over.read())))
    assert said == [
        ("La séance ne peut pas ouvrir.", "cannot_open", "ouverture"),
        ("La ligne 1 peut ouvrir, la ligne 2 reste fermée.", "degraded", "ouverture"),
        ("Séance terminée, présence à clore.", "to_do", "presences"),
        ("Présence close\u00a0: 6 présents sur 6 attendus.", "worked", "presences"),
    ]


def test_the_detail_gives_the_first_reason_and_counts_the_others(tmp_path: Path) -> None:
    """One reason told, seven counted, who is there, who waits at the door."""
    day = a_day(tmp_path, TEN)
    write_name_at_the_door(day.store, SESSION, "Gwenn")
    assert view.detail(day.read()) == (
        "Médecin joignable\u00a0: pas encore vérifié. Et 7 autres points bloquants. 6 présents sur 6 attendus."
        " 1 nom attend à la porte."
    )


def test_rows_and_sessions_are_named_as_spoken(tmp_path: Path) -> None:
    """Who, where, since when; today is « aujourd’hui »."""
    day = a_day(tmp_path, TEN)
    late = Noted(arrived_at=TEN)
    record_attendance(COORDINATOR, day.store, SESSION, {day.row("Denez"): late})
    read = day.read()
    row = read.sheet.of_person(day.id("Denez"))
    assert row is not None
    assert view.row_name(read, row) == "Denez Fictif — ligne 2, injection"
    assert view.row_notes(read, row).replace("\u00a0", " ") == "arrivé lundi 30 novembre à 10 h"
    names = view.session_names([read.session], read.now)
    assert names[SESSION].replace("\u00a0", " ") == "aujourd’hui, 9 h–13 h"
    assert (view.lines_left(read), view.closed_sentence(read)) == ([1, 2], "")
