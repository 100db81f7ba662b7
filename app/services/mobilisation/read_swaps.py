"""Read the exchanges one person may propose, has proposed or was asked. A read side: nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.intervals import Interval
from app.mobilisation.stand_in import HELD
from app.mobilisation.swap import SwapState, swap_warnings
from app.mobilisation.taking import in_the_way
from app.scheduling.capacity import is_held
from app.scheduling.session import SessionState
from app.services.crisis.writing_desk import read_goodwill
from app.services.keeping.reference import read_library
from app.services.rota.live_seats import find_live
from app.services.world.live_rules import rota_context
from app.services.world.read_horizon import read_horizon
from app.store import people, seats, sessions, swaps
from app.words.people import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from app.core.ids import PersonId, SeatId, SessionId
    from app.library import Library
    from app.mobilisation.swap import SwapProposal
    from app.roster.person import Person
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat, Session
    from app.scheduling.warnings import RotaContext, RotaWarning
    from app.store.database import Connection, Store

STILL_SHOWN = timedelta(days=7)
"""How long the end of a proposal stays on the page of both."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A seat that could be had in exchange: whose, by first name and initial, and where in the rota."""

    seat: Seat
    session: Session
    name: str


@dataclass(frozen=True, slots=True)
class Swap:
    """A proposal as one of the two reads it: what they would give and get. ``mine``: they proposed it."""

    id: str
    state: SwapState
    mine: bool
    name: str
    given: tuple[Seat, Session]
    got: tuple[Seat, Session]
    expires_at: datetime


def swap_choices(conn: Connection, store: Store, person_id: PersonId, seat_id: SeatId) -> tuple[Choice, ...]:
    """Seats of others that could be exchanged for one's own under every rule, the nearest in time first.

    One a session and role: its lines are the same choice. Raises NotFound, and InvalidInput when the seat is not theirs. Nobody who can't be asked any more is listed.
    """
    offered, given = find_live(conn, seat_id)
    check_held(offered, person_id)
    horizon, library = read_horizon(store, conn), read_library(store, conn)
    rules = ExchangeRules(conn, horizon, library)
    goodwill, asked = read_goodwill(conn, library, store.now()), {one.wanted for one in swaps.of_seat(conn, seat_id)}
    found: dict[tuple[SessionId, str], Choice] = {}
    for seat, session in _nearest_first(_candidates(horizon, offered), given.starts_at):
        other, place = seat.holder.person_id, (session.id, seat.role)
        if other is None or place in found or seat.id in asked or not rules.may_exchange(offered, seat):
            continue
        earliest = goodwill.earliest(other, store.now())
        if earliest is not None and earliest < session.starts_at:
            person = rules.people[other]
            found[place] = Choice(seat, session, short_name(person.given_name, person.family_name))
    return tuple(found.values())


def _nearest_first(candidates: Iterable[tuple[Seat, Session]], to: datetime) -> list[tuple[Seat, Session]]:
    """By distance in time from the session given, before as after; then in order of time and seat."""
    return sorted(candidates, key=lambda one: (abs(one[1].starts_at - to), one[1].starts_at, one[1].id, one[0].id))


def _candidates(horizon: Horizon, offered: Seat) -> Iterator[tuple[Seat, Session]]:
    """Seats that others hold in published sessions to come; the same role of the same session is no exchange."""
    to_come = {
        one.id: one for one in horizon.sessions if one.state is SessionState.PUBLISHED and one.starts_at > horizon.now
    }
    if offered.session_id not in to_come:
        return
    for seat in horizon.seats:
        mine = seat.holder.person_id == offered.holder.person_id
        alike = (seat.session_id, seat.role) == (offered.session_id, offered.role)
        if seat.session_id in to_come and seat.state in HELD and not mine and not alike:
            yield seat, to_come[seat.session_id]


class ExchangeRules:
    """The rules over the live rota, asked of many exchanges: each looks only at the seats of the two concerned."""

    def __init__(self, conn: Connection, horizon: Horizon, library: Library) -> None:
        self.people: dict[PersonId, Person] = {person.id: person for person in horizon.people}
        self._context: RotaContext = rota_context(conn, horizon, library)
        self._held: dict[PersonId, list[Seat]] = {}
        for seat in horizon.seats:
            if seat.holder.person_id is not None and is_held(seat):
                self._held.setdefault(seat.holder.person_id, []).append(seat)

    def warnings(self, offered: Seat, wanted: Seat) -> tuple[RotaWarning, ...]:
        """What the exchange breaks for either. Raises InvalidInput when one of them is nobody of the roster."""
        pair = offered.holder.person_id, wanted.holder.person_id
        if pair[0] is None or pair[1] is None or not {pair[0], pair[1]} <= set(self.people):
            raise InvalidInput(N_("Personne d’autre ne tient ce poste : il n’y a rien à échanger."))
        near = [seat for one in pair if one is not None for seat in self._held.get(one, ())]
        return swap_warnings(offered, wanted, self.people, replace(self._context, seats=near))

    def may_exchange(self, offered: Seat, wanted: Seat) -> bool:
        """Whether the exchange breaks nothing that two yeses can't set aside; what is plain is not put into words."""
        if not (self._could_hold(offered, wanted) and self._could_hold(wanted, offered)):
            return False
        return wanted.holder.person_id in self.people and in_the_way(self.warnings(offered, wanted)) is None

    def _could_hold(self, given: Seat, taken: Seat) -> bool:
        """Whether the holder of ``given`` is able to hold ``taken`` and is nowhere else at its hours."""
        person = self.people.get(given.holder.person_id) if given.holder.person_id else None
        session = self._context.sessions[taken.session_id]
        if person is None or not person.declares(taken.role):
            return False
        if self._context.competence(person, taken.role, session) is not None:
            return False
        hours = Interval(session.starts_at, session.ends_at)
        others = [self._context.sessions[seat.session_id] for seat in self._held[person.id] if seat.id != given.id]
        return not any(hours.overlaps(Interval(one.starts_at, one.ends_at)) for one in others)


def swaps_of(conn: Connection, person_id: PersonId, now: datetime) -> tuple[Swap, ...]:
    """What one person proposed or was asked and has not lapsed, newest first; how it ended is shown for 7 days.

    A proposal that can't happen any more reads as expired, before anything has written it.
    """
    found = []
    for proposal in swaps.of_person(conn, person_id):
        if proposal.proposed_at < now - STILL_SHOWN and proposal.state_at(now) is not SwapState.PROPOSED:
            continue
        read = _read(conn, proposal, person_id, now)
        if read is not None:
            found.append(read)
    return tuple(found)


def _read(conn: Connection, proposal: SwapProposal, person_id: PersonId, now: datetime) -> Swap | None:
    mine = proposal.proposer == person_id
    other = people.find(conn, proposal.other if mine else proposal.proposer)
    offered, wanted = _seated(conn, proposal.offered), _seated(conn, proposal.wanted)
    if other is None or offered is None or wanted is None:
        return None
    state = proposal.state
    if state is SwapState.PROPOSED and not still_stands(conn, proposal, now):
        state = SwapState.EXPIRED
    given, got = (offered, wanted) if mine else (wanted, offered)
    name = short_name(other.given_name, other.family_name)
    return Swap(proposal.id, state, mine, name, given, got, proposal.expires_at)


def _seated(conn: Connection, seat_id: SeatId) -> tuple[Seat, Session] | None:
    seat = seats.find(conn, seat_id)
    session = sessions.find(conn, seat.session_id) if seat else None
    return (seat, session) if seat and session else None


def still_stands(conn: Connection, proposal: SwapProposal, now: datetime) -> bool:
    """Whether the exchange can still happen: answered by nobody, both seats held as said, both sessions on and to come."""
    pairs = ((proposal.offered, proposal.proposer), (proposal.wanted, proposal.other))
    found = [(seats.find(conn, seat), holder) for seat, holder in pairs]
    held = all(seat and seat.holder.person_id == holder and seat.state in HELD for seat, holder in found)
    live = [session for seat, _holder in found if seat and (session := sessions.find(conn, seat.session_id))]
    to_come = all(session.state is SessionState.PUBLISHED and session.starts_at > now for session in live)
    return held and to_come and proposal.state_at(now) is SwapState.PROPOSED


def check_held(seat: Seat, person_id: PersonId) -> None:
    """Pass when the seat is theirs; raises InvalidInput otherwise."""
    if seat.holder.person_id != person_id or seat.state not in HELD:
        raise InvalidInput(N_("Ce poste n’est plus à vous : rechargez la page."))
