"""Tests of app/services/activity/print_day.py and print_day_values.py: who is on which sheet, and files that open."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.services.activity import print_day
from app.services.activity.check_opening import check_opening
from app.services.activity.close_line import close_line, preview_closing
from app.services.activity.day_rights import lead_actor
from app.services.activity.print_day import day_pack, handover, print_days, sign_in_pack, week_poster
from app.services.activity.print_day_values import DayPrint, day_sheet_of, poster_of, sheets_of
from app.services.activity.report_incident import report_incident
from tests.builders import COORDINATOR, MONDAY, READER
from tests.services.a_day import CENTRE, EIGHT, NEXT, SESSION, Day, a_day, all_in_order

BASE = "https://releve.exemple.fr"


def printed(day: Day, last: date = MONDAY) -> DayPrint:
    return print_day._read(COORDINATOR, day.store, CENTRE, MONDAY, last, BASE)


def test_one_sheet_a_session_and_line_with_its_people_and_phones(tmp_path: Path) -> None:
    """Who serves the whole centre signs a sheet of its own; the physician is who was called; vials are those of the bookings."""
    day = a_day(tmp_path)
    check_opening(COORDINATOR, day.store, SESSION, all_in_order(day))
    first, second, shared = sheets_of(printed(day))
    assert [(seat.name, seat.role) for seat in second.seats] == [
        ("", "préparation des doses"), ("Denez Fictif", "injection"), ("", "accueil"),
    ]  # fmt: skip
    assert [seat.name for seat in first.seats] == ["Bleuenn Fictif", "Corentin Fictif", "Mairie d’Auray"]
    assert [seat.name for seat in shared.seats] == ["Enora Fictif", "Anne Fictif"]
    assert [sheet.walk_in_rows for sheet in (first, second, shared)] == [1, 1, 3]
    assert (first.physician.name, first.physician.phone) == ("Anne Fictif", "06 39 98 00 01")
    assert (first.lead.name, first.lead.phone) == ("Accueil", "01 99 00 00 01")
    assert first.line == "Ligne 1"
    assert "60 rendez-vous" in first.slots.replace("\u202f", " ").replace("\xa0", " ")
    assert first.doses[0].vials.replace("\xa0", " ").endswith("doses)")
    assert first.card is not None
    assert first.address.startswith(f"{BASE}/p/")


def test_a_closed_line_has_no_sheet(tmp_path: Path) -> None:
    """Nor a column on the day sheet; the poster says it from afar."""
    day = a_day(tmp_path, EIGHT)
    close_line(COORDINATOR, day.store, SESSION, 2, "x", preview_closing(COORDINATOR, day.store, SESSION, 2).expected)
    values = printed(day, MONDAY + timedelta(days=1))
    assert [sheet.line for sheet in sheets_of(values)] == ["Ligne 1", "Ligne 1", "Ligne 2"]
    assert len(sheets_of(values)[0].seats) == 5, "on the only line left everyone signs the same sheet"
    rows = {(row.line, row.role): row.cells for row in day_sheet_of(printed(day)).rows}
    assert rows["Ligne 1", "injection"][0] is not None
    poster = poster_of(values)
    assert poster.days == ("lundi 30 novembre", "mardi 1er décembre")


def test_files_open(tmp_path: Path) -> None:
    """PDF and DOCX of a day and a week; the handover with an incident; the same clock gives the same bytes."""
    day = a_day(tmp_path)
    report_incident(COORDINATOR, day.store, SESSION, "cold_chain", note="frigo resté ouvert")
    week = sign_in_pack(COORDINATOR, day.store, CENTRE, MONDAY, MONDAY + timedelta(days=6), base_url=BASE)
    assert week == sign_in_pack(COORDINATOR, day.store, CENTRE, MONDAY, MONDAY + timedelta(days=6), base_url=BASE)
    lead = lead_actor(SESSION)
    pdfs = (
        week, day_pack(COORDINATOR, day.store, CENTRE, MONDAY), week_poster(COORDINATOR, day.store, CENTRE, MONDAY),
        handover(lead, day.store, SESSION),
    )  # fmt: skip
    assert {one[:5] for one in pdfs} == {b"%PDF-"}
    word = sign_in_pack(COORDINATOR, day.store, CENTRE, MONDAY, MONDAY, base_url=BASE, editable=True)
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        assert "Denez" in file.read("word/document.xml").decode()


def test_the_days_of_one_click(tmp_path: Path) -> None:
    """On Sunday, Monday; on Monday, Tuesday; on the last day, that day; each with its week."""
    day = a_day(tmp_path)
    sunday = day.at(EIGHT - timedelta(days=1))
    found = [print_days(COORDINATOR, sunday.store, CENTRE, MONDAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]
    assert [one.next_day for one in found] == [MONDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1), None]
    assert [one.monday for one in found] == [MONDAY, MONDAY, MONDAY, None]


def test_refusals(tmp_path: Path) -> None:
    """Days without a session, a reader, a link for sheets of other sessions."""
    day = a_day(tmp_path)
    later = MONDAY + timedelta(days=9)
    with pytest.raises(InvalidInput, match="rien à imprimer"):
        sign_in_pack(COORDINATOR, day.store, CENTRE, later, later, base_url=BASE)
    with pytest.raises(NotAllowed):
        sign_in_pack(READER, day.store, CENTRE, MONDAY, MONDAY, base_url=BASE)
    with pytest.raises(NotAllowed):
        day_pack(lead_actor(NEXT), day.store, CENTRE, MONDAY)
    assert day.journal() == []
