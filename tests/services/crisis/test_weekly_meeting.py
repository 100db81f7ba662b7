"""The sheet of the weekly meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.errors import NotAllowed
from app.response.requests import Channel
from app.services.crisis.answer_authority import note_request
from app.services.crisis.report_situation import begin_report, send_report
from app.services.crisis.staff_request import Staffing, staff_request
from app.services.crisis.weekly_meeting import MOST, read_week, rows, weekly_meeting
from app.services.crisis.write_log import write_log
from app.store.log import LogKind
from tests.builders import COORDINATOR, MONDAY, READER, a_centre, a_store
from tests.documents.printed import assert_tagged, pages_of, text_of
from tests.services.a_crisis import CELL, OBSERVER, a_crisis, plain
from tests.services.an_event import a_request

THIS_WEEK = MONDAY - timedelta(days=7)


def test_a_week_is_counted_from_monday_to_sunday(tmp_path: Path) -> None:
    """What happened last, what is coming; a week without a count of doses has a dash, not a nought."""
    store = a_store(tmp_path)
    a_centre(store)
    event_id = a_crisis(store)
    note_request(CELL, store, "ARS", "Combien ?\nDétail", event_id=event_id, channel=Channel.EMAIL)
    report = begin_report(CELL, store, event_id)
    send_report(CELL, store, report.id, [], report.revision, told="ARS, au téléphone")
    write_log(CELL, store, "Appeler la mairie", kind=LogKind.ACTION, event_id=event_id)
    week = read_week(OBSERVER, store)
    assert week.monday == THIS_WEEK
    assert (week.last.sessions, week.last.asked, week.last.reports, week.last.doses) == (0, 1, 1, None)
    assert (week.next.sessions, week.next.people) == (2, 0)
    assert 0 < week.next.filled < week.next.seats
    assert plain(week.sentence) == (
        f"Aucune séance la semaine écoulée ; la semaine à venir, {week.next.missing} postes restent à pourvoir."
    )
    by_label = {label: rest for label, *rest in rows(week)}
    assert by_label["Injections"] == ["–", "–", "–"]
    assert by_label["Demandes des autorités"] == ["1", "0", "–"]
    assert [plain(one) for one in week.requests] == ["ARS : Combien ? (à répondre)"]
    assert [plain(one) for one in week.agenda] == [
        f"{week.next.missing} postes à pourvoir la semaine à venir",
        "Crue de la Vilaine : qualifié, suite à donner",
        "1 demande d’une autorité à répondre",
        "1 point en cours de la main courante",
        "Date de la prochaine réunion",
    ]
    before = read_week(OBSERVER, store, THIS_WEEK - timedelta(days=1))
    assert (before.last.asked, before.next.reports) == (0, 1)


def test_a_long_week_says_how_many_more(tmp_path: Path) -> None:
    """The sheet keeps its page."""
    store = a_store(tmp_path)
    for n in range(MOST + 3):
        write_log(CELL, store, f"Décision {n}", kind=LogKind.DECISION)
    found = read_week(OBSERVER, store).decisions
    assert len(found) == MOST
    assert found[-1] == "et 4 autres"


def test_the_sheet_is_printed_with_the_agenda_as_changed(tmp_path: Path) -> None:
    """Figures and agenda, then a page to write on; empty lines of the agenda are dropped."""
    store = a_store(tmp_path)
    printed = weekly_meeting(OBSERVER, store, date(2026, 11, 26), ["Vaccins du centre", " ", "Mairies"])
    assert_tagged(printed, "Réunion hebdomadaire")
    first, second = pages_of(printed)
    assert "Vaccins du centre" in first
    assert "Semaine du lundi 23 novembre" in first
    assert "Décidé en séance" in second
    assert "suite à donner" not in text_of(printed)


def test_what_exercises_left_never_stands_beside_what_is_real(tmp_path: Path) -> None:
    """Not in the figures, not in the lists, not on the agenda; the sheet of an exercise holds it alone, and says so first."""
    store = a_store(tmp_path)
    for played, who in ((False, "ARS"), (True, "ARS jouée")):
        event_id = a_crisis(store, played=played)
        note_request(CELL, store, who, "Combien ?", event_id=event_id)
        write_log(CELL, store, f"Décision de l’{who}", kind=LogKind.DECISION, event_id=event_id)
        report = begin_report(CELL, store, event_id)
        send_report(CELL, store, report.id, [], report.revision, told=who)
    real, played_week = read_week(OBSERVER, store), read_week(OBSERVER, store, played=True)
    for week, mine, theirs in (
        (real, "ARS : Combien", "ARS jouée"),
        (played_week, "ARS jouée : Combien", "ARS : Combien"),
    ):
        everything = plain("\n".join((*week.requests, *week.decisions, *week.agenda)))
        assert mine in everything
        assert theirs not in everything
        assert (week.last.asked, week.last.reports) == (1, 1)
        assert sum("suite à donner" in one for one in week.agenda) == 1
    assert_tagged(weekly_meeting(OBSERVER, store, played=True), "EXERCICE · Réunion hebdomadaire")


def test_who_may_not_read_events_reads_no_week(tmp_path: Path) -> None:
    """The reader's role has the indicators."""
    with pytest.raises(NotAllowed):
        read_week(READER, a_store(tmp_path))


def test_a_week_without_anything_is_an_empty_agenda(tmp_path: Path) -> None:
    """Nothing to speak of but the next date."""
    week = read_week(COORDINATOR, a_store(tmp_path))
    assert [plain(one) for one in week.agenda] == ["Date de la prochaine réunion"]
    assert replace(week.last, seats=3, filled=1).missing == 2


def test_the_session_of_an_exercise_is_no_session_of_the_week(tmp_path: Path) -> None:
    """Opened to train, its seats are not to be filled for real; the sheet of the exercise holds them alone."""
    store = a_store(tmp_path)
    a_centre(store)
    before = read_week(OBSERVER, store)
    played = a_request(store, a_crisis(store, played=True))
    staffing = Staffing(
        wanted=played.wanted, starts_at=played.starts_at, ends_at=played.ends_at, place="Ici", frame="convention"
    )
    staff_request(COORDINATOR, store, played.id, played.revision, staffing)
    week = read_week(OBSERVER, store)
    assert (week.last, week.next) == (before.last, before.next)
    exercise = read_week(OBSERVER, store, played=True)
    counted = exercise.last if exercise.last.sessions else exercise.next
    assert (counted.sessions, counted.seats, counted.reinforcements) == (1, 3, exercise.last.reinforcements)
