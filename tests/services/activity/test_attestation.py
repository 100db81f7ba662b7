"""What may be attested: seats of published sessions that are over, whose holder was expected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed
from app.scheduling.session import SeatState
from app.services.activity.attestation import read_attestation
from app.services.mobilisation.read_volunteer_page import read_volunteer_page
from app.store import people
from tests.services.an_event import played
from tests.web.a_centre import ALI, ZOE, PublishedCentre, a_published_centre

ME = volunteer(ZOE, "Zoé")


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path)


def days(centre: PublishedCentre, year: int | None = None) -> list[int]:
    return [shift.day.day for shift in read_attestation(ME, centre.store, ZOE, year=year).shifts]


def test_only_sessions_that_are_over_count(centre: PublishedCentre) -> None:
    """Nothing on Thursday before; Monday's only once it has ended, to the minute."""
    assert days(centre) == []
    centre.clock.forward(days=3, hours=19, minutes=54)  # Monday 12:59 in Paris
    assert days(centre) == []
    centre.clock.forward(minutes=1)
    assert days(centre) == [30]
    assert read_attestation(ME, centre.store, ZOE).minutes == 240


def test_absences_stand_ins_and_cancelled_sessions_do_not_count(centre: PublishedCentre) -> None:
    """Of five mornings: one absent, one for which a stand-in was sought, one cancelled; two are left."""
    centre.change_seat(centre.seat_of(ZOE, 0), state=SeatState.NO_SHOW)
    centre.change_seat(centre.seat_of(ZOE, 1), state=SeatState.STAND_IN_WANTED)
    centre.cancel(2)
    centre.clock.forward(days=30)
    assert days(centre) == [3, 4]


def test_hours_of_an_exercise_are_not_attested(centre: PublishedCentre) -> None:
    """Of five mornings the first two were played: neither the attestation nor the person's own page counts them."""
    played(centre.store, *centre.session_ids[:2])
    centre.clock.forward(days=30)
    assert days(centre) == [2, 3, 4]
    with centre.store.reading() as conn:
        page = read_volunteer_page(conn, centre.store, ZOE, centre.store.now())
    assert page is not None
    assert page.account.hours.startswith("12 h en 3 vacations passées")


def test_a_year_may_be_asked(centre: PublishedCentre) -> None:
    """The mornings are of 2026; 2025 has none."""
    centre.clock.forward(days=30)
    assert (days(centre, 2026), days(centre, 2025)) == ([30, 1, 2, 3, 4], [])


def test_it_says_who_and_is_ones_own(centre: PublishedCentre) -> None:
    """Name and profession as they are spoken, agreed with the title; another volunteer is refused."""
    made = read_attestation(ME, centre.store, ZOE)
    assert (made.name, made.profession) == ("Zoé Œil-D’Armor", "infirmier")
    with centre.store.transaction() as conn:
        zoe = people.find(conn, ZOE)
        assert zoe is not None
        people.put(conn, replace(zoe, civilite="MME"), centre.store.now())
    assert read_attestation(ME, centre.store, ZOE).profession == "infirmière"
    with pytest.raises(NotAllowed):
        read_attestation(volunteer(ALI, "Ali"), centre.store, ZOE)
