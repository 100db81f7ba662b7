"""« Vu, je confirme » : the holder of a seat says they come, or the coordination writes that they said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput, StaleRevision
from app.mobilisation import stand_in
from app.mobilisation.message import MessageKind
from app.scheduling.session import SeatState
from app.services.messages.unsend import take_back_offers, unsend
from app.services.rota.live_seats import find_live, write_live

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId
    from app.scheduling.session import Seat, Session
    from app.store.database import Connection, Store


def confirm_seat(actor: Actor, store: Store, person_id: PersonId, seat_id: SeatId, *, hours: int | None = None) -> None:
    """Make a seat confirmed by its holder; whoever sought a stand-in comes after all, and nobody is told any more that the
    seat is kept for them; a reminder to confirm that has not left is cancelled. Confirming twice is harmless. ``hours`` is the session's SEQUENCE as the person read it: nobody
    confirms hours they have not seen.

    Raises NotFound, NotAllowed, StaleRevision, and InvalidInput when the seat is not theirs any more or its session is over.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        seat, session = find_live(conn, seat_id)
        if store.now() >= session.ends_at:
            raise InvalidInput(N_("La séance est passée : il n’y a plus rien à confirmer."))
        stand_in.come_after_all(seat, person_id)
        if hours is not None and hours != session.sequence:
            raise StaleRevision(
                N_(
                    "La séance a changé de jour ou d’heure depuis que vous avez ouvert cette page : relisez-la, puis confirmez."
                )
            )
        write_confirmed(conn, actor, person_id, seat, session, store.now())


def confirm_holder(actor: Actor, store: Store, seat_id: SeatId) -> None:
    """Whoever holds the seat said by telephone that they come; nothing when nobody holds it any more.

    Raises as :func:`confirm_seat` does.
    """
    require(actor, Action.STAFF_ROTA)
    with store.reading() as conn:
        seat, _session = find_live(conn, seat_id)
    if seat.holder.person_id is not None:
        confirm_seat(actor, store, seat.holder.person_id, seat_id)


def write_confirmed(
    conn: Connection, actor: Actor, person_id: PersonId, seat: Seat, session: Session, now: datetime
) -> None:
    """The holder comes, in the caller's transaction; one who has confirmed already changes nothing.

    Raises InvalidInput when the seat is not theirs.
    """
    confirmed = stand_in.come_after_all(seat, person_id)
    if seat.state is SeatState.ACKNOWLEDGED:
        return
    kind = "stand_in_not_needed" if seat.state is SeatState.STAND_IN_WANTED else "seat_confirmed"
    write_live(conn, actor, now, session, seat, confirmed, kind, {"person": person_id})
    take_back_offers(conn, [seat.id], now)
    unsend(conn, seat.id, MessageKind.REMINDER_3, person_id, now)


def come_after_all(actor: Actor, store: Store, person_id: PersonId, seat_id: SeatId) -> None:
    """The holder needs no stand-in any more: the seat is confirmed. Raises as :func:`confirm_seat` does."""
    confirm_seat(actor, store, person_id, seat_id)
