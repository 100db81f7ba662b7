"""What a volunteer's attestation rests on: their seats of sessions that are over, as the published rota has them.

Hours spent in an exercise are not among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import require_self
from app.core.clock import paris_date
from app.core.errors import N_, NotFound
from app.documents.attestation import Attestation, Shift
from app.scheduling.session import SeatState, SessionState
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import read_library
from app.store import community, own_data, people, staffing_requests
from app.words.people import full_name

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.store.database import Store
    from app.store.own_data import HeldSeat

COUNTED = frozenset({SeatState.PUBLISHED, SeatState.ACKNOWLEDGED, SeatState.WORKED})
"""Not those reported absent, cancelled, or whose holder sought a stand-in: nobody can certify that they came."""


def read_attestation(actor: Actor, store: Store, person_id: PersonId, *, year: int | None = None) -> Attestation:
    """The attestation of a person, of one civil year (Paris) when given. Raises NotFound, NotAllowed."""
    require_self(actor, person_id)
    now = store.now()
    with store.reading() as conn:
        person = people.find(conn, person_id)
        if person is None:
            raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
        library, sender = read_library(store, conn), read_sender(conn)
        demonstration = community.read(conn).demonstration
        played = staffing_requests.played_sessions(conn)
        held = [
            seat
            for seat in own_data.seats_of(conn, person_id)
            if is_counted(seat, now) and seat.session_id not in played
        ]
    return Attestation(
        name=full_name(person.given_name, person.family_name),
        profession=library.professions[person.profession].label(person.civilite) if person.profession else "",
        community=sender.community,
        coordination=sender.coordination,
        contact=sender.contact,
        made_at=now,
        software=__version__,
        shifts=tuple(
            Shift(
                seat.starts_at,
                seat.ends_at,
                seat.centre,
                library.roles[seat.role].label if seat.role in library.roles else seat.role,
            )
            for seat in held
            if year is None or paris_date(seat.starts_at).year == year
        ),
        demonstration=demonstration,
    )


def is_counted(seat: HeldSeat, now: datetime) -> bool:
    """Whether a seat's hours may be attested: its session was published, is over, and its holder was expected."""
    shown = seat.session_state in (SessionState.PUBLISHED, SessionState.DONE)
    return shown and seat.ends_at <= now and seat.state in COUNTED
