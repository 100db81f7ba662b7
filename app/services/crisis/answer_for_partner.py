"""A partner confirms the seats it gives, or says that it can't provide them.

What it can't provide looks for a stand-in, which Planning and Accueil show; the partner stays the holder until somebody takes
over, as a volunteer would.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.actor import volunteer
from app.access.permissions import require_self
from app.core.errors import N_, InvalidInput, NotFound
from app.scheduling.session import SeatState, SessionState
from app.services.crisis.partner_view import EXPECTED
from app.services.messages.unsend import take_back_offers
from app.services.mobilisation.waiting_list import offer_seats
from app.services.rota.live_seats import counted, rebase_draft
from app.store import call_outs, centres, journal, own_data, seats, sessions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import CentreId, PartnerId, SessionId
    from app.scheduling.session import Partner, Seat, Session
    from app.store.database import Connection, Store


def partner_actor(partner: Partner) -> Actor:
    """The partner acting from the page behind its own link."""
    return volunteer(partner.id, partner.name)


def answer_for_partner(
    actor: Actor, store: Store, centre_id: CentreId, partner_id: PartnerId, session_ids: Collection[SessionId], *, can: bool
) -> int:  # fmt: skip
    """The partner confirms the seats it gives in these sessions, or says that it can't provide them; returns how many.

    Raises InvalidInput when it gives none there any more or one of them has begun, NotFound, NotAllowed.
    """
    require_self(actor, partner_id)
    now = store.now()
    with store.transaction() as conn:
        if centres.find(conn, centre_id) is None:
            raise NotFound(N_("Ce centre n’existe plus."))
        total = 0
        for session_id in sorted(session_ids):
            session = sessions.find(conn, session_id)
            given = [
                seat
                for seat in (seats.of_session(conn, session_id) if session else [])
                if seat.holder.partner_id == partner_id and seat.state in EXPECTED
            ]
            if session is None or not given or session.centre_id != centre_id or not _to_come(session, now):
                raise InvalidInput(
                    N_("Ces postes ne sont plus les vôtres, ou la séance a commencé. Rechargez la page.")
                )
            _write(conn, store, actor, session, given, can=can)
            kind = own_data.CONFIRMED if can else own_data.CANNOT
            journal.write(conn, now, actor.id, kind, session_id, {"seats": [seat.id for seat in given]})
            total += len(given)
        centres.touch_rota(conn, centre_id)
    return total


def _write(conn: Connection, store: Store, actor: Actor, session: Session, given: Sequence[Seat], *, can: bool) -> None:
    """The seats in their new state: what the draft says of them stands, for they are in the same hands; whoever waits for
    one is offered it, or not any more."""
    state = SeatState.ACKNOWLEDGED if can else SeatState.STAND_IN_WANTED
    changed = [seat for seat in given if seat.state is not state]
    ids = [seat.id for seat in changed]
    for seat in changed:
        seats.write(conn, seat, counted(seat, replace(seat, state=state)), store.now())
    rebase_draft(conn, session, changed)
    call_outs.wake(conn, ids, store.now())
    if can:
        take_back_offers(conn, ids, store.now())
    else:
        offer_seats(conn, store, actor, ids)


def _to_come(session: Session, now: datetime) -> bool:
    return session.state is SessionState.PUBLISHED and session.starts_at > now
