"""Tests of app/services/mobilisation/withdraw_seat.py: « je ne peux plus », early and late, and what calendars see of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.links import person_subject
from app.core.errors import InvalidInput, NotAllowed
from app.mobilisation.stand_in import WayOut
from app.mobilisation.taking import Verdict
from app.scheduling.session import SeatState
from app.services.mobilisation.waiting_list import answer_offer, join
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.store.feeds import published_seats
from tests.builders import COORDINATOR, a_person
from tests.services.a_rota import EARLY, Rota, a_rota


def events(rota: Rota, name: str, seat_id: str) -> list[int]:
    """SEQUENCE of the seat's event in someone's calendar; empty when it is not there."""
    with rota.store.reading() as conn:
        shown = published_seats(conn, person_subject(rota.id(name)), EARLY, EARLY + timedelta(days=60))
    return [one.sequence for one in shown if one.seat_id == seat_id]


def test_at_exactly_seven_days_one_leaves_and_a_second_later_one_seeks_a_stand_in(tmp_path: Path) -> None:
    """The bound is included: the seat is free at once; past it the holder stays and the seat asks for someone."""
    rota = a_rota(tmp_path)
    bound = rota.session().starts_at - timedelta(days=7)
    seat, other = rota.of("Anne"), rota.of("Denez")
    on_time, late = rota.at(bound), rota.at(bound + timedelta(seconds=1))
    assert withdraw_seat(rota.me("Anne"), on_time.store, rota.id("Anne"), seat.id) is WayOut.LEAVE
    assert withdraw_seat(rota.me("Denez"), late.store, rota.id("Denez"), other.id) is WayOut.STAND_IN
    assert (rota.holder(seat), rota.holder(other)) == ("", "Denez")
    assert rota.of("Denez").state is SeatState.STAND_IN_WANTED
    assert rota.answer("Anne") == ("no", "page")
    assert rota.answer("Denez") is None
    assert rota.told() == []


def test_withdrawing_twice_or_for_someone_else(tmp_path: Path) -> None:
    """Seeking twice writes once; a seat that is not one's own any more is refused; nobody acts for another."""
    rota = a_rota(tmp_path)
    late = rota.at(rota.session().starts_at - timedelta(days=2))
    seat = rota.of("Anne")
    with pytest.raises(NotAllowed):
        withdraw_seat(rota.me("Denez"), late.store, rota.id("Anne"), seat.id)
    withdraw_seat(rota.me("Anne"), late.store, rota.id("Anne"), seat.id)
    once = rota.of("Anne")
    withdraw_seat(COORDINATOR, late.store, rota.id("Anne"), seat.id)
    assert rota.of("Anne") == once
    with pytest.raises(InvalidInput, match="plus à vous"):
        withdraw_seat(COORDINATOR, late.store, rota.id("Denez"), seat.id)
    with pytest.raises(InvalidInput, match="a commencé"):
        withdraw_seat(rota.me("Anne"), rota.at(rota.session().starts_at).store, rota.id("Anne"), seat.id)


def test_a_seat_withdrawn_taken_and_given_back_moves_once_each_time_and_leaves_the_calendar_of_who_left(
    tmp_path: Path,
) -> None:
    """UID stays, SEQUENCE goes up by one at each change of hands, and only the present holder sees the event."""
    rota = a_rota(tmp_path, a_person("Fañch", "medecin"))
    seat, session = rota.of("Anne"), rota.session()
    start = session.sequence + seat.sequence
    assert (events(rota, "Anne", seat.id), events(rota, "Fañch", seat.id)) == ([start], [])
    join(rota.me("Fañch"), rota.store, rota.id("Fañch"), session.id)
    withdraw_seat(rota.me("Anne"), rota.store, rota.id("Anne"), seat.id)
    assert (events(rota, "Anne", seat.id), events(rota, "Fañch", seat.id)) == ([], [])
    taken = answer_offer(rota.me("Fañch"), rota.store, rota.id("Fañch"), seat.id, True)
    assert taken is not None
    assert taken.verdict is Verdict.TAKEN
    assert (events(rota, "Anne", seat.id), events(rota, "Fañch", seat.id)) == ([], [start + 2])
    join(rota.me("Anne"), rota.store, rota.id("Anne"), session.id)
    withdraw_seat(rota.me("Fañch"), rota.store, rota.id("Fañch"), seat.id)
    answer_offer(rota.me("Anne"), rota.store, rota.id("Anne"), seat.id, True)
    assert (events(rota, "Anne", seat.id), events(rota, "Fañch", seat.id)) == ([start + 4], [])
