"""From lines to permanent seats: (session, role, line, rank), and what changes when lines or ratios do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from app.core.errors import N_, InvalidInput
from app.core.ids import SeatId
from app.scheduling.session import NOBODY, Holder, Need, Seat, SeatState

if TYPE_CHECKING:
    from app.core.ids import PartnerId
    from app.scheduling.centre import Centre
    from app.scheduling.session import Session

Place: TypeAlias = tuple[str, int | None, int]
"""Where a seat stands in its session: role, line (None = serves the whole centre), rank from 1."""


@dataclass(frozen=True, slots=True)
class Provision:
    """How many people a partner gives for a role, session after session: « fournis par la mairie : 2 »."""

    count: int
    partner_id: PartnerId


def needs_of(session: Session, centre: Centre, provided: Mapping[str, Provision] | None = None) -> tuple[Need, ...]:
    """What a session asks for, role by role as its centre says; a partner gives at most the whole of a role.

    Raises InvalidInput for a negative number provided.
    """
    needs = []
    for role in centre.roles:
        count = role.count(session.lines)
        given = (provided or {}).get(role.role)
        if given is not None and given.count < 0:
            raise InvalidInput(N_("Un nombre de personnes ne peut pas être négatif."))
        taken = min(count, given.count) if given else 0
        if count:
            partner = given.partner_id if given and taken else None
            needs.append(Need(session.id, role.role, count, role.weight, role.critical, taken, partner))
    return tuple(needs)


def places_of(lines: int, need: Need) -> tuple[Place, ...]:
    """The places of a need: on each line when its count is a multiple of the lines, otherwise for the whole centre."""
    if need.count % lines == 0:
        return tuple(
            (need.role, line, rank) for line in range(1, lines + 1) for rank in range(1, need.count // lines + 1)
        )
    return tuple((need.role, None, rank) for rank in range(1, need.count + 1))


def seats_of(session: Session, needs: Iterable[Need], id_of: Callable[[], str]) -> tuple[Seat, ...]:
    """The seats of a new session; those a partner provides are held by it and need no confirmation."""
    return reseat(session, needs, (), id_of).added


@dataclass(frozen=True, slots=True)
class SeatChange:
    """What new lines or ratios do to a session's seats. ``kept`` are untouched; every other list holds the new content.

    ``cancelled`` seats keep their holder, so that a calendar can say « annulé »; ``revived`` ones were cancelled before
    and open again under the same id. A seat whose state or partner changes has its sequence raised; revisions are the
    store's.
    """

    kept: tuple[Seat, ...] = ()
    added: tuple[Seat, ...] = ()
    revived: tuple[Seat, ...] = ()
    cancelled: tuple[Seat, ...] = ()
    provided: tuple[Seat, ...] = ()
    """Seats a partner now gives, or gives no longer."""

    @property
    def active(self) -> tuple[Seat, ...]:
        """The seats of the session after the change."""
        return tuple(sorted((*self.kept, *self.provided, *self.revived, *self.added), key=seat_order))


def seat_order(seat: Seat) -> tuple[str, str, int, int, str]:
    """The one order of seats: session, role, line, rank."""
    return seat.session_id, seat.role, seat.line or 0, seat.rank, seat.id


def place(seat: Seat) -> Place:
    """Where the seat stands in its session."""
    return seat.role, seat.line, seat.rank


def reseat(session: Session, needs: Iterable[Need], seats: Iterable[Seat], id_of: Callable[[], str]) -> SeatChange:
    """What to add, revive and cancel so that ``seats`` are what ``needs`` ask for; a place keeps its seat for ever."""
    known = {place(seat): seat for seat in seats if seat.session_id == session.id}
    asked = sorted(needs, key=lambda need: need.role)
    wanted = [where for need in asked for where in places_of(session.lines, need)]
    standing = [known[where] for where in wanted if where in known and known[where].state is not SeatState.CANCELLED]
    revived = [
        replace(known[where], state=SeatState.OPEN, holder=NOBODY, pinned=False, override_reason="", sequence=known[where].sequence + 1)
        for where in wanted
        if where in known and known[where].state is SeatState.CANCELLED
    ]  # fmt: skip
    added = [
        Seat(SeatId(id_of()), session.id, role, line, rank)
        for role, line, rank in wanted
        if (role, line, rank) not in known
    ]
    gone = [
        replace(seat, state=SeatState.CANCELLED, sequence=seat.sequence + 1)
        for where, seat in known.items()
        if where not in set(wanted) and seat.state is not SeatState.CANCELLED
    ]
    given = {seat.id: seat for need in asked for seat in provide((*standing, *revived, *added), need)}
    return SeatChange(
        kept=_ordered(seat for seat in standing if seat.id not in given),
        added=_ordered(replace(given.get(seat.id, seat), sequence=0) for seat in added),
        revived=_ordered(given.get(seat.id, seat) for seat in revived),
        cancelled=_ordered(gone),
        provided=_ordered(given[seat.id] for seat in standing if seat.id in given),
    )


def provide(seats: Iterable[Seat], need: Need) -> tuple[Seat, ...]:
    """The seats that change hands so that ``need.provided`` of the role are held by its partner, in seat order.

    Only open seats are given; a volunteer is never pushed out. Seats of another partner, or in excess, open again.
    """
    mine = [
        seat
        for seat in _ordered(seats)
        if seat.session_id == need.session_id and seat.role == need.role and seat.state is not SeatState.CANCELLED
    ]
    held = [seat for seat in mine if seat.holder.partner_id is not None]
    right = [seat for seat in held if seat.holder.partner_id == need.partner_id][: need.provided]
    lost = [seat for seat in held if seat not in right]
    free = [seat for seat in mine if not seat.holder.filled or seat in lost][: need.provided - len(right)]
    released = [
        replace(seat, holder=NOBODY, state=SeatState.OPEN, sequence=seat.sequence + 1)
        for seat in lost
        if seat not in free
    ]
    partner = Holder(partner_id=need.partner_id)
    given = [
        replace(seat, holder=partner, state=SeatState.ACKNOWLEDGED, pinned=False, sequence=seat.sequence + 1)
        for seat in free
    ]
    return _ordered((*released, *given))


def seats_of_sessions(
    sessions: Sequence[Session],
    centre: Centre,
    id_of: Callable[[], str],
    provided: Mapping[str, Provision] | None = None,
) -> tuple[tuple[Need, ...], tuple[Seat, ...]]:
    """The needs and seats of all new sessions at once: 10 sessions × 3 lines × 4 roles are 120 seats."""
    needs = tuple(need for session in sessions for need in needs_of(session, centre, provided))
    seats = tuple(
        seat
        for session in sessions
        for seat in seats_of(session, [need for need in needs if need.session_id == session.id], id_of)
    )
    return needs, seats


def _ordered(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple(sorted(seats, key=seat_order))
