"""Nobody hears from the holders of seats that begin soon: the coordination seeks stand-ins, the holders stay responsible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.mobilisation.stand_in import seek
from app.scheduling.session import SeatState
from app.services.mobilisation.waiting_list import offer_seats
from app.services.rota.live_seats import find_live, write_live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.core.ids import SeatId
    from app.store.database import Store


def seek_stand_ins(actor: Actor, store: Store, seat_ids: Sequence[SeatId]) -> tuple[SeatId, ...]:
    """Make these unconfirmed seats seek someone, and return those that do; one confirmed meanwhile is left alone.

    Whoever confirms afterwards keeps their seat. Raises NotAllowed, NotFound.
    """
    require(actor, Action.STAFF_ROTA)
    sought = []
    with store.transaction() as conn:
        for seat_id in seat_ids:
            seat, session = find_live(conn, seat_id)
            holder = seat.holder.person_id
            if seat.state is SeatState.PUBLISHED and holder is not None and store.now() < session.starts_at:
                said = {"person": holder}
                write_live(conn, actor, store.now(), session, seat, seek(seat, holder), "stand_in_wanted", said)
                sought.append(seat_id)
            elif seat.state is SeatState.STAND_IN_WANTED:
                sought.append(seat_id)
        offer_seats(conn, store, actor, sought)
    return tuple(sought)
