"""« Fermer une ligne »: who moves where, who is free to go, how many appointments to move. Values only; services write."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.ids import PersonId
from app.scheduling.capacity import is_held
from app.scheduling.seats import seat_order
from app.scheduling.session import SeatState
from app.scheduling.spoken import PersonName, RoleLabel, place_of
from app.words import _

if TYPE_CHECKING:
    from app.core.ids import SeatId
    from app.scheduling.session import Need, Seat, Session

MayHold = Callable[[PersonId, str], bool]
"""Whether a person may hold a role in this session: competence and declared roles, decided above."""


@dataclass(frozen=True, slots=True)
class Move:
    """One person goes from a seat of the closed line to an empty seat of a line that stays open, or of the centre."""

    person: PersonId
    source: Seat
    target: Seat

    def sentence(self, name: PersonName, label: RoleLabel) -> str:
        """« Clarisse P. passe de « ligne 3, injection » à « surveillance ». »"""
        return _("{name} passe de « {source} » à « {target} ».").format(
            name=name(self.person), source=place_of(self.source, label), target=place_of(self.target, label)
        )


@dataclass(frozen=True, slots=True)
class LineClosing:
    """What closing ``line`` does. ``cancelled``: seats of the line in seat order; ``free``: who may go home.

    ``to_move`` is None when appointments are not known.
    """

    session: Session
    line: int
    open_lines: tuple[int, ...]
    cancelled: tuple[Seat, ...]
    moves: tuple[Move, ...]
    free: tuple[PersonId, ...]
    partner_seats: tuple[Seat, ...]
    """Seats of the line that a partner provides: tell the partner."""
    to_move: int | None

    def free_sentences(self, name: PersonName) -> tuple[str, ...]:
        """« Denez K. est libre de partir. », one each."""
        return tuple(_("{name} est libre de partir.").format(name=name(person)) for person in self.free)


def _nobody(person: PersonId, role: str) -> bool:
    return False


def close_line(
    session: Session, line: int, seats: Iterable[Seat], needs: Iterable[Need], *, absent: Collection[SeatId] = (),
    closed: Collection[int] = (), may_hold: MayHold = _nobody, appointments_left: int | None = None,
    places_left_per_line: int = 0,
) -> LineClosing:  # fmt: skip
    """Close a line and keep as many of its people as useful: most seats filled, critical and heavy roles first.

    People keep their role when a seat of it is empty; ``may_hold`` opens other roles (their own is always allowed).
    ``absent``: seats whose holder did not come, to be filled; ``closed``: lines closed before. ``appointments_left`` of
    the whole session against ``places_left_per_line`` × the lines left makes the appointments to move.
    Raises InvalidInput for a line that the session does not have or that is closed already.
    """
    if not 1 <= line <= session.lines or line in closed:
        raise InvalidInput(N_("La ligne {line} n’est pas ouverte dans cette séance."), line=line)
    mine = sorted((seat for seat in seats if _stands(seat, session)), key=seat_order)
    gone = {*closed, line}
    cancelled = tuple(seat for seat in mine if seat.line == line)
    movers = [seat for seat in cancelled if seat.holder.person_id is not None and _is_here(seat, absent)]
    weights = {need.role: (need.critical, need.weight) for need in needs if need.session_id == session.id}
    holes = sorted(
        (seat for seat in mine if seat.line not in gone and not _is_here(seat, absent)),
        key=lambda seat: (_rank(weights.get(seat.role, (False, 0))), seat_order(seat)),
    )
    moves = _moves(movers, holes, may_hold)
    kept = {move.source.id for move in moves}
    lines = tuple(number for number in range(1, session.lines + 1) if number not in gone)
    return LineClosing(
        session=session,
        line=line,
        open_lines=lines,
        cancelled=cancelled,
        moves=moves,
        free=tuple(seat.holder.person_id for seat in movers if seat.id not in kept and seat.holder.person_id),
        partner_seats=tuple(seat for seat in cancelled if seat.holder.partner_id is not None),
        to_move=appointments_to_move(appointments_left, places_left_per_line, len(lines)),
    )


def appointments_to_move(left: int | None, places_per_line: int, lines: int) -> int | None:
    """Appointments that no line left open can take; None when they are not known."""
    return None if left is None else max(0, left - places_per_line * lines)


def _stands(seat: Seat, session: Session) -> bool:
    return seat.session_id == session.id and seat.state is not SeatState.CANCELLED


def _is_here(seat: Seat, absent: Collection[SeatId]) -> bool:
    return is_held(seat) and seat.id not in absent


def _rank(weight: tuple[bool, int]) -> tuple[bool, int]:
    """Critical roles first, then the heaviest."""
    critical, heavy = weight
    return not critical, -heavy


def _moves(movers: Sequence[Seat], holes: Sequence[Seat], may_hold: MayHold) -> tuple[Move, ...]:
    """A matching that fills as many holes as possible, the first ones of ``holes`` before the others.

    Augmenting paths, hole by hole: a hole once filled stays filled, so the order of ``holes`` is their priority.
    """
    taken: dict[SeatId, Seat] = {}
    """Mover's seat → the hole they fill."""
    for hole in holes:
        _fill(hole, movers, may_hold, taken, set())
    return tuple(
        Move(seat.holder.person_id, seat, taken[seat.id])
        for seat in movers
        if seat.id in taken and seat.holder.person_id is not None
    )


def _fill(hole: Seat, movers: Sequence[Seat], may_hold: MayHold, taken: dict[SeatId, Seat], seen: set[SeatId]) -> bool:
    for seat in sorted(movers, key=lambda one: (one.role != hole.role, one.id in taken)):
        if seat.id in seen or not _fits(seat, hole, may_hold):
            continue
        seen.add(seat.id)
        if seat.id not in taken or _fill(taken[seat.id], movers, may_hold, taken, seen):
            taken[seat.id] = hole
            return True
    return False


def _fits(seat: Seat, hole: Seat, may_hold: MayHold) -> bool:
    person = seat.holder.person_id
    return person is not None and (seat.role == hole.role or may_hold(person, hole.role))
