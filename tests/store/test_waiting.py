"""Tests of app/store/waiting.py and reminders.py: lists in order, offers by seat and by person, reminders once."""

from datetime import timedelta
from pathlib import Path

from app.core.ids import SeatId
from app.mobilisation.confirmation import Reminder
from app.mobilisation.waiting import Offer, OfferState, Waiting
from app.store import reminders, waiting
from tests.services.a_rota import a_rota


def test_a_list_keeps_the_order_of_asking_and_forgets_sessions_begun(tmp_path: Path) -> None:
    """Asking again changes the roles and not the place; leaving tells whether one was on it."""
    rota = a_rota(tmp_path)
    now, session = rota.store.now(), rota.session()
    anne = Waiting(rota.id("Anne"), session.id, now + timedelta(minutes=1))
    denez = Waiting(rota.id("Denez"), session.id, now, frozenset({"observation", "injector"}))
    again = Waiting(rota.id("Denez"), session.id, now + timedelta(hours=1), frozenset({"observation"}))
    with rota.store.transaction() as conn:
        for entry in (anne, denez, again):
            waiting.join(conn, entry)
    kept = Waiting(denez.person, session.id, now, again.roles)
    with rota.store.reading() as conn:
        assert waiting.to_come(conn, now) == [kept, anne]
        assert waiting.of_person(conn, anne.person, now) == [anne]
        assert waiting.to_come(conn, session.starts_at) == []
    with rota.store.transaction() as conn:
        assert [waiting.leave(conn, anne.person, session.id) for _turn in range(2)] == [True, False]


def test_offers_are_found_by_seat_and_person_and_kept_until_their_hour(tmp_path: Path) -> None:
    """A seat is kept for one person while their offer stands; a declined one keeps nothing."""
    rota = a_rota(tmp_path)
    now, seat = rota.store.now(), SeatId(rota.of("Anne").id)
    offer = Offer(seat, rota.id("Denez"), now, now + timedelta(hours=4))
    with rota.store.transaction() as conn:
        waiting.add_offer(conn, offer)
    with rota.store.reading() as conn:
        assert waiting.offers(conn, now) == waiting.offers_of_seat(conn, seat) == [offer]
        assert waiting.offers_of_person(conn, offer.person) == [offer]
        assert [one.stands(now) for one in waiting.offers(conn, now)] == [True]
        assert [one.stands(offer.until) for one in waiting.offers(conn, offer.until)] == [False]
        assert waiting.offers(conn, rota.session().starts_at) == []
    with rota.store.transaction() as conn:
        waiting.set_offer(conn, seat, offer.person, OfferState.DECLINED)
        assert not any(one.stands(now) for one in waiting.offers(conn, now))


def test_reminders_made_are_known_until_the_session_begins_or_moves(tmp_path: Path) -> None:
    """By seat, holder and days before; forgetting a seat's lets them be made again."""
    rota = a_rota(tmp_path)
    now, seat = rota.store.now(), rota.of("Anne")
    made = Reminder(seat, rota.id("Anne"), 3, now, False)
    with rota.store.transaction() as conn:
        reminders.add(conn, [made], now)
        assert reminders.made(conn, now) == {(seat.id, made.person, 3)}
        assert reminders.made(conn, rota.session().starts_at) == frozenset()
        reminders.forget(conn, [seat.id])
        assert reminders.made(conn, now) == frozenset()
