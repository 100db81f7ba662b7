"""Tests of app/services/activity/read_vacations.py: from closed sheets to what each person is owed, by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import NotAllowed
from app.roster.person import ExerciseMode
from app.services.activity.read_session_day import read_session_day
from app.services.activity.read_vacations import read_vacations
from app.services.activity.record_attendance import Noted, add_walk_in, record_attendance
from app.services.roster.edit_person import change_people
from app.services.rota.set_up_centre import change_centre
from app.store import centres, people
from tests.builders import COORDINATOR, READER
from tests.services.a_month import WEEK, Month, a_month
from tests.services.an_event import played


def _plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def _row(month: Month, name: str, session: int = 0) -> str:
    sheet = read_session_day(COORDINATOR, month.store, month.sessions[session].id).sheet
    return next(row.stamp.id for row in sheet.rows if row.attendee.person_id == month.id(name))


def test_a_session_nobody_closed_is_not_paid(tmp_path: Path) -> None:
    """Two sessions are over: with one closed, the other, where someone late was noted, is « à émarger » and pays nobody."""
    month = a_month(tmp_path)
    late = Noted(arrived_at=month.sessions[1].starts_at + timedelta(hours=1))
    record_attendance(COORDINATOR, month.store, month.sessions[1].id, {_row(month, "Denez", 1): late})
    month.close(0)
    view = month.view()
    assert [one.id for one in view.to_sign] == [month.sessions[1].id]
    assert {one.session.id for one in view.vacations} == {month.sessions[0].id}
    assert [(one.name, one.total_cents) for one in view.people] == [
        ("Anne Fictif", 42000), ("Bleuenn Fictif", 22000), ("Corentin Fictif", 22000), ("Denez Fictif", 22000),
        ("Enora Fictif", 22000),
    ]  # fmt: skip


def test_nothing_of_an_exercise_is_paid(tmp_path: Path) -> None:
    """Two sessions played, one closed and one not: neither a statement nor a sheet to sign, whatever stands in the rota."""
    month = a_month(tmp_path)
    month.close(0)
    played(month.store, *(one.id for one in month.sessions))
    view = month.view()
    assert (view.vacations, view.people, view.slips, view.to_sign) == ((), (), (), ())


def test_the_payer_follows_the_kind_of_carrier_and_the_status(tmp_path: Path) -> None:
    """An installed nurse is paid by the CPAM, a locum by the structure; carried by a hospital, all by the hospital."""
    month = a_month(tmp_path)
    month.close()
    view = month.view()
    assert {one.person.given_name: one.payer.name for one in view.vacations if one.person} == {
        "Anne": "CPAM", "Bleuenn": "Structure organisatrice", "Corentin": "CPAM", "Denez": "CPAM",
        "Enora": "Structure organisatrice",
    }  # fmt: skip
    assert {one.name for slip in view.slips for one in (view.person(v.key) for v in slip.vacations) if one} == {
        "Bleuenn Fictif", "Enora Fictif",
    }  # fmt: skip
    with month.store.reading() as conn:
        centre = centres.find(conn, month.centre)
    assert centre is not None
    hospital = replace(centre.designation, carrier="CH fictif", carrier_kind="etablissement")
    change_centre(COORDINATOR, month.store, replace(centre, designation=hospital))
    elsewhere = month.view()
    assert {one.payer.name for one in elsewhere.vacations} == {"Établissement de santé"}
    assert elsewhere.slips == ()


def test_absent_and_late_people_are_paid_what_they_did(tmp_path: Path) -> None:
    """Denez absent: nothing; Corentin in at 11:30: 1 h 30 is two started hours, 110 €."""
    month = a_month(tmp_path)
    start = month.sessions[0].starts_at
    late = replace(Noted(), arrived_at=start.replace(hour=10, minute=30))
    record_attendance(
        COORDINATOR, month.store, month.sessions[0].id,
        {_row(month, "Denez"): Noted(absent=True), _row(month, "Corentin"): late},
    )  # fmt: skip
    month.close(0)
    found = {one.name: one.total_cents for one in month.view().people}
    assert "Denez Fictif" not in found
    assert found["Corentin Fictif"] == 11000


def test_without_a_rate_in_force_no_amount_is_made_up(tmp_path: Path) -> None:
    """As shipped, nothing is in force in 2026: every line says so and the payer is to be specified."""
    month = a_month(tmp_path, rates=False)
    month.close(0)
    view = month.view()
    assert {line.missing for one in view.people for line in one.lines} == {"aucun tarif en vigueur"}
    assert {line.payer for one in view.people for line in one.lines} == {"payeur à préciser"}
    assert _plain(view.total.sentence) == "5 montants inconnus"


def test_given_time_makes_hours_but_no_line(tmp_path: Path) -> None:
    """A volunteer's presence is a vacation without pay: counted, never on a statement."""
    month = a_month(tmp_path)
    with month.store.reading() as conn:
        person = people.find(conn, month.id("Denez"))
        revision = people.revisions(conn)[month.id("Denez")]
    assert person is not None
    change_people(COORDINATOR, month.store, [(replace(person, exercise_mode=ExerciseMode.BENEVOLE), revision)])
    month.close(0)
    view = month.view()
    assert len(view.vacations) == 5
    assert view.person(month.key("Denez")) is None


def test_someone_passing_is_paid_by_profession_and_status(tmp_path: Path) -> None:
    """A retired physician who came to help is paid by the hour, on the structure's slip, under their name."""
    month = a_month(tmp_path)
    add_walk_in(
        COORDINATOR, month.store, month.sessions[0].id, "Soazig Fictif", profession="medecin", exercise="retraite",
        status="retraite",
    )  # fmt: skip
    month.close(0)
    view = month.view()
    one = next(one for one in view.people if one.key.startswith("passing:"))
    assert (one.name, one.profession, one.total_cents) == ("Soazig Fictif", "médecin", 20000)
    assert one.key in {vacation.key for vacation in view.slips[0].vacations}


def test_only_those_who_pay_may_read_it(tmp_path: Path) -> None:
    """A reader is refused."""
    month = a_month(tmp_path)
    with pytest.raises(NotAllowed):
        read_vacations(READER, month.store, WEEK)
