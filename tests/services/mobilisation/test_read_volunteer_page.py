"""What one's own page is made of: their shifts and nobody else's, in one reading, without the whole horizon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE
from app.access.links import person_subject
from app.core.ids import PersonId
from app.mobilisation.stand_in import WayOut
from app.roster.person import ExerciseMode, PersonStatus
from app.scheduling.session import SessionState
from app.services.keeping.reference import edit_reference
from app.services.mobilisation.read_contact import Contact
from app.services.mobilisation.read_volunteer_page import OwnPage, read_volunteer_page
from app.store import people, seats, sessions
from app.words import use_language
from tests.web.a_centre import ALI, ZOE
from tests.web.a_volunteer import CALL_OUT, KEPT_SEAT, OFFERED, POLL, SWAP, WANTED, Volunteer, a_volunteer


@pytest.fixture
def volunteer(tmp_path: Path) -> Volunteer:
    return a_volunteer(tmp_path / "data")


def read(volunteer: Volunteer, person: PersonId = ZOE) -> OwnPage:
    store = volunteer.centre.store
    with store.reading() as conn:
        found = read_volunteer_page(conn, store, person, store.now())
    assert found is not None
    return found


def test_the_page_holds_what_is_theirs_in_order(volunteer: Volunteer) -> None:
    """Shifts by time with the way out at each distance, and what awaits: poll, call-out, kept place, swap, waiting list."""
    own = read(volunteer)
    assert [(shift.spot.seat.id, shift.state, shift.way_out) for shift in own.shifts] == [
        *((f"seat-i-{day:03}", "published", WayOut.STAND_IN) for day in range(4)),
        *((f"seat-i-{day:03}", "published", WayOut.LEAVE) for day in (4, 5)),
    ]
    assert [form.poll_id for form in own.polls] == [POLL]
    assert own.call_outs == (CALL_OUT,)
    assert [offer.spot.seat.id for offer in own.offers] == [KEPT_SEAT]
    swap = own.swaps[0]
    assert (swap.id, swap.received, swap.given.seat.id, swap.taken.seat.id) == (SWAP, True, OFFERED, WANTED)
    assert [place.session.id for place in own.waiting] == ["s-kept"]
    assert own.contact == Contact("CPTS du Pratel", "Maïwenn Kerdruc", "coordination@exemple.fr", "02 99 00 10 00")
    assert (own.given_name, own.calendar) == ("Zoé", "")


def test_the_other_side_of_a_swap_is_not_asked(volunteer: Volunteer) -> None:
    """Ali proposed it: on his page it can only be taken back, and the two seats are the other way round."""
    swap = read(volunteer, ALI).swaps[0]
    assert (swap.received, swap.given.seat.id, swap.taken.seat.id) == (False, WANTED, OFFERED)


def test_nobody_has_no_page(volunteer: Volunteer) -> None:
    """An id that is not of the roster."""
    store = volunteer.centre.store
    with store.reading() as conn:
        assert read_volunteer_page(conn, store, PersonId("p-personne"), store.now()) is None


def test_neither_the_roster_nor_the_rota_is_read_whole(volunteer: Volunteer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page on a small machine reads one person's rows, whatever the size of the community."""

    def refused(*_args: object, **_named: object) -> None:
        raise AssertionError("read whole")

    monkeypatch.setattr(people, "every", refused)
    monkeypatch.setattr(seats, "between", refused)
    monkeypatch.setattr(sessions, "between", refused)
    assert read(volunteer).shifts


def test_drafted_sessions_are_nobodys_business(volunteer: Volunteer) -> None:
    """A seat of a session that is not published is not a shift."""
    volunteer.centre.change_session(0, state=SessionState.DRAFT)
    assert read(volunteer).shifts[0].spot.seat.id == "seat-i-001"


def test_a_cancellation_is_told_for_a_week(volunteer: Volunteer) -> None:
    """While the calendar tells it, and not after."""
    volunteer.centre.cancel(5)
    assert read(volunteer).shifts[-1].state == "cancelled"
    volunteer.centre.clock.at += timedelta(days=8)
    assert read(volunteer).shifts == ()


def test_hours_count_what_was_held_and_is_past(volunteer: Volunteer) -> None:
    """Of five mornings over, one cancelled and one missed: three are left; none before the first."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE seat SET state = 'no_show' WHERE id = 'seat-i-001'")
    volunteer.centre.cancel(2)
    volunteer.centre.clock.at += timedelta(days=8)
    assert read(volunteer).account.hours.startswith("12 h en 3 vacations passées")
    with use_language("fr"):
        volunteer.centre.clock.at -= timedelta(days=8)
        assert read(volunteer).account.hours == "Aucune vacation passée pour l’instant."


FEES = ("profession", "exercise", "min_student_year", "max_student_year", "unit", "regime", "amount_eur")


@pytest.mark.parametrize(
    ("exercise", "status", "rates"),
    [
        (ExerciseMode.LIBERAL, PersonStatus.ACTIF, ("220,00 € la demi-journée, en semaine",)),
        (None, PersonStatus.REMPLACANT, ("220,00 € la demi-journée, en semaine",)),
        (ExerciseMode.SALARIE, PersonStatus.ACTIF, ()),
        (ExerciseMode.LIBERAL, PersonStatus.RETRAITE, ("24,00 € l’heure, le jour",)),
    ],
)
def test_rates_are_those_in_force_today(
    volunteer: Volunteer, exercise: ExerciseMode | None, status: PersonStatus, rates: tuple[str, ...]
) -> None:
    """The community's dated rows for the profession and the exercise; none outside their dates."""
    store = volunteer.centre.store
    rows = [
        _fee("liberal", "half_day", "weekday", Decimal(220)),
        _fee("retraite", "hour", "day", Decimal(24)),
        _fee("liberal", "hour", "weekday", Decimal(55), until=date(2026, 11, 25)),
    ]
    edit_reference(COMMAND_LINE, store, "fees", rows, "arrêté fictif")
    with store.transaction() as conn:
        zoe = people.find(conn, ZOE)
        assert zoe is not None
        people.put(conn, replace(zoe, exercise_mode=exercise, status=status), store.now())
    assert read(volunteer).account.rates == rates


def _fee(exercise: str, unit: str, regime: str, amount: Decimal, until: date | None = None) -> dict[str, str]:
    return {
        "profession": "infirmier", "exercise": exercise, "min_student_year": "", "max_student_year": "", "unit": unit,
        "regime": regime, "amount_eur": str(amount), "valid_from": "2026-01-01",
        "valid_to": until.isoformat() if until else "", "end_known": "oui", "source": "arrêté fictif", "checked": "",
        "note": "",
    }  # fmt: skip


def test_the_calendar_is_the_one_handed_out(volunteer: Volunteer) -> None:
    """The token of the link in force."""
    token = volunteer.centre.link(person_subject(ZOE))
    assert read(volunteer).calendar == token
