"""What a partner (hospital, town hall) may see: counts and seats, never a volunteer's name. A read side: nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.scheduling.assembly import Eligibility
from app.scheduling.mobilisable import Known, mobilisable
from app.scheduling.session import SeatState, SessionState
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import read_library, regulation
from app.services.world.read_horizon import read_horizon
from app.store import centres, own_data
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.ids import CentreId, PartnerId, PersonId, SessionId
    from app.library import Library
    from app.mobilisation.writing import Sender
    from app.scheduling.centre import Centre
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Partner, Seat, Session
    from app.store.database import Store
    from app.store.own_data import PartnerReply

MASKED_BELOW = 5
"""People are never counted below this in what leaves the community (DESIGN §8): not even none, which says it of each."""

EXPECTED = frozenset({SeatState.PUBLISHED, SeatState.ACKNOWLEDGED, SeatState.STAND_IN_WANTED})
"""States in which the partner is expected to send someone."""


@dataclass(frozen=True, slots=True)
class RoleCount:
    """A role in the current language and how many seats or people; None: fewer than :data:`MASKED_BELOW` people."""

    role: str
    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Who could hold a role within each of ``mobilisable.HORIZONS`` hours."""

    label: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A published session to come: seats nobody holds, and those this partner gives, by role."""

    session: Session
    missing: tuple[RoleCount, ...]
    given: tuple[RoleCount, ...] = ()
    state: SeatState | None = None
    """The least sure state of the seats given; None when the partner gives none."""
    reply: PartnerReply | None = None

    @property
    def when(self) -> str:
        """« lundi 30 novembre, matin (9 h–13 h) »."""
        return spoken_session(self.session.starts_at, self.session.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerPage:
    """What a partner reads. ``reach`` is empty when no session is to come: no rule of the day says who may do what."""

    partner: Partner
    centre: Centre
    sender: Sender
    sessions: tuple[OpenSession, ...]
    reach: tuple[Reach, ...]


def read_partner(store: Store, centre_id: CentreId, partner_id: PartnerId) -> PartnerPage | None:
    """The page of a partner of a centre; None when either is no more."""
    with store.reading() as conn:
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        centre, partner = horizon.centres.get(centre_id), centres.partners(conn).get(partner_id)
        if centre is None or partner is None:
            return None
        return PartnerPage(
            partner=partner,
            centre=centre,
            sender=read_sender(conn),
            sessions=open_sessions(horizon, library, centre_id, partner_id, own_data.partner_replies(conn, partner_id)),
            reach=_reach(horizon, library, centre),
        )


def open_sessions(
    horizon: Horizon,
    library: Library,
    centre_id: CentreId,
    partner_id: PartnerId | None = None,
    replies: Mapping[SessionId, PartnerReply] | None = None,
) -> tuple[OpenSession, ...]:
    """Published sessions to come that lack someone, or to which the partner gives seats, in order of time."""
    by_session: dict[SessionId, list[Seat]] = {}
    for seat in horizon.seats:
        by_session.setdefault(seat.session_id, []).append(seat)
    found = []
    for session in horizon.future_sessions(centre_id):
        held = by_session.get(session.id, [])
        given = [
            s for s in held if partner_id is not None and s.holder.partner_id == partner_id and s.state in EXPECTED
        ]
        missing = [seat for seat in held if seat.state is SeatState.OPEN]
        if session.state is SessionState.PUBLISHED and (given or missing):
            found.append(
                OpenSession(
                    session=session,
                    missing=_by_role(missing, library),
                    given=_by_role(given, library),
                    state=_least_sure(given),
                    reply=(replies or {}).get(session.id),
                )
            )
    return tuple(found)


def _by_role(held: Iterable[Seat], library: Library) -> tuple[RoleCount, ...]:
    counted = Counter(seat.role for seat in held)
    return tuple(RoleCount(role, role_label(library, role), counted[role]) for role in sorted(counted))


def _least_sure(given: Iterable[Seat]) -> SeatState | None:
    states = {seat.state for seat in given}
    order = (SeatState.STAND_IN_WANTED, SeatState.PUBLISHED, SeatState.ACKNOWLEDGED)
    return next((state for state in order if state in states), None)


def _reach(horizon: Horizon, library: Library, centre: Centre) -> tuple[Reach, ...]:
    """People mobilisable by role, masked. Each counts in every role that the rules of the next session allow them."""
    coming = horizon.future_sessions(centre.id)
    if not coming:
        return ()
    eligibility = Eligibility(horizon, regulation(library))
    today = paris_date(horizon.now)
    willing = [person for person in horizon.people if person.is_contactable_on(today)]
    within = mobilisable(
        willing,
        Known(
            now=horizon.now,
            sessions={session.id: session for session in horizon.sessions},
            answers=horizon.answers,
            seats=horizon.seats,
            busy=horizon.busy,
        ),
    )
    asked = sorted({need.role for need in horizon.needs if need.session_id in {session.id for session in coming}})
    able: dict[str, set[PersonId]] = {
        role: {person.id for person in willing if eligibility.allows(person, coming[0], role)} for role in asked
    }
    return tuple(
        Reach(role_label(library, role), tuple(_masked(len(able[role] & found)) for found in within.values()))
        for role in asked
    )


def _masked(count: int) -> int | None:
    return count if count >= MASKED_BELOW else None


def role_label(library: Library, role: str) -> str:
    """A role in the current language."""
    return library.roles[role].label if role in library.roles else role
