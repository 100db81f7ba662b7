"""« Je ne peux plus » : early enough the seat is freed and offered; later its holder stays responsible and seeks someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import require_self
from app.mobilisation import stand_in
from app.mobilisation.stand_in import WayOut, way_out
from app.roster.answer import AnswerValue
from app.scheduling.session import SeatState
from app.services.keeping.reference import read_library
from app.services.mobilisation.swap_seats import end_dead_swaps
from app.services.mobilisation.waiting_list import offer_seats
from app.services.rota.live_seats import find_live, write_answer, write_live

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId
    from app.scheduling.session import Seat, Session
    from app.store.database import Connection, Store


def withdraw_seat(actor: Actor, store: Store, person_id: PersonId, seat_id: SeatId) -> WayOut:
    """Leave a seat as its distance allows, and say which way it went; asking twice is harmless.

    Freed: the answer to the session becomes « non », the waiting list is offered the seat. Stand-in: the holder stays.
    Nobody is told of what they did themselves. Raises NotAllowed, NotFound, and InvalidInput once the session has begun
    or when the seat is not theirs any more.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        seat, session = find_live(conn, seat_id)
        way = way_out(session, store.now(), read_library(store, conn).solicitation_rules)
        if way is WayOut.LEAVE:
            _leave(conn, store, actor, person_id, seat, session)
        else:
            _seek(conn, store, actor, person_id, seat, session)
    return way


def _leave(conn: Connection, store: Store, actor: Actor, person_id: PersonId, seat: Seat, session: Session) -> None:
    freed = stand_in.leave(seat, person_id)
    write_live(conn, actor, store.now(), session, seat, freed, "seat_withdrawn", {"person": person_id})
    write_answer(conn, actor, person_id, session.id, AnswerValue.NO, store.now())
    end_dead_swaps(conn, store.now())
    offer_seats(conn, store, actor, [seat.id])


def _seek(conn: Connection, store: Store, actor: Actor, person_id: PersonId, seat: Seat, session: Session) -> None:
    sought = stand_in.seek(seat, person_id)
    if seat.state is not SeatState.STAND_IN_WANTED:
        write_live(conn, actor, store.now(), session, seat, sought, "stand_in_wanted", {"person": person_id})
        offer_seats(conn, store, actor, [seat.id])
