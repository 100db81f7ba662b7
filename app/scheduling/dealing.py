"""Who sits on which seat once it is known who works: the same seat as live, else the same line through the day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from app.core.errors import N_, StaleRevision
from app.core.ids import PersonId, SeatId
from app.scheduling.seats import seat_order
from app.scheduling.session import SeatState

if TYPE_CHECKING:
    from datetime import date

    from app.core.ids import CentreId, SessionId
    from app.scheduling.session import Seat, Session


class Assigned(Protocol):
    """What a solver's assignment says; ``line`` is a wish."""

    @property
    def person(self) -> str: ...
    @property
    def session(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def line(self) -> int | None: ...


Wish = tuple[PersonId, int | None]
"""A person to seat and the line the plan gave them."""


def deal(
    seats: Iterable[Seat], assignments: Iterable[Assigned], sessions: Mapping[SessionId, Session]
) -> dict[SeatId, PersonId]:
    """Seat → person for every assignment, over the seats that are neither cancelled nor a partner's.

    Whoever holds a seat of that session and role keeps it. The others take, in this order, the line they hold elsewhere
    that civil day in the same centre, the plan's line, the line most filled so far: holes end up on the same line.
    Raises StaleRevision when the plan seats more people than there are seats: they changed since it was made.
    """
    open_to_people = [
        seat for seat in seats if seat.state is not SeatState.CANCELLED and seat.holder.partner_id is None
    ]
    wishes = _wishes(assignments)
    by_session: dict[SessionId, list[Seat]] = defaultdict(list)
    for seat in sorted(open_to_people, key=seat_order):
        by_session[seat.session_id].append(seat)
    dealt = _kept(open_to_people, wishes)
    lines = _lines_of_day(dealt, open_to_people, sessions)
    for session in sorted(sessions.values(), key=lambda one: (one.starts_at, one.id)):
        _deal_session(session, by_session[session.id], wishes, dealt, lines)
    return dealt


def _wishes(assignments: Iterable[Assigned]) -> dict[tuple[str, str], list[Wish]]:
    wishes: dict[tuple[str, str], list[Wish]] = defaultdict(list)
    for one in sorted(assignments, key=lambda one: (one.session, one.role, one.person)):
        wishes[one.session, one.role].append((PersonId(one.person), one.line))
    return wishes


def _kept(seats: Iterable[Seat], wishes: Mapping[tuple[str, str], Sequence[Wish]]) -> dict[SeatId, PersonId]:
    kept: dict[SeatId, PersonId] = {}
    seated: set[tuple[str, str, str]] = set()
    for seat in sorted(seats, key=lambda one: (not one.pinned, seat_order(one))):
        holder = seat.holder.person_id
        stays = any(person == holder for person, _line in wishes.get((seat.session_id, seat.role), ()))
        if holder is not None and stays and (seat.session_id, seat.role, holder) not in seated:
            kept[seat.id] = holder
            seated.add((seat.session_id, seat.role, holder))
    return kept


LinesOfDay = dict[tuple["PersonId", "CentreId", "date"], int]


def _lines_of_day(
    dealt: Mapping[SeatId, PersonId], seats: Iterable[Seat], sessions: Mapping[SessionId, Session]
) -> LinesOfDay:
    lines: LinesOfDay = {}
    for seat in sorted(seats, key=seat_order):
        session = sessions.get(seat.session_id)
        if seat.id in dealt and seat.line is not None and session is not None:
            lines.setdefault((dealt[seat.id], session.centre_id, session.day), seat.line)
    return lines


def _deal_session(
    session: Session, seats: Sequence[Seat], wishes: Mapping[tuple[str, str], Sequence[Wish]],
    dealt: dict[SeatId, PersonId], lines: LinesOfDay,
) -> None:  # fmt: skip
    """Scarcest role first, so that the lines it fills are the ones the others fill too."""
    filled = Counter(seat.line for seat in seats if seat.id in dealt)
    by_role: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_role[seat.role].append(seat)
    asked = {role: wishes[key, role] for key, role in wishes if key == session.id}
    for role in sorted(asked, key=lambda role: (len(asked[role]) / max(1, len(by_role[role])), role)):
        free = [seat for seat in by_role[role] if seat.id not in dealt]
        placed = {dealt[seat.id] for seat in by_role[role] if seat.id in dealt}
        waiting = [wish for wish in asked[role] if wish[0] not in placed]
        if len(waiting) > len(free):
            raise StaleRevision(
                N_("Les postes ont changé depuis le calcul : relancez Proposer."), session=session.id, role=role
            )
        day = {person: lines.get((person, session.centre_id, session.day)) for person, _line in waiting}
        for person, seat in _seated(waiting, free, day, filled):
            dealt[seat.id] = person
            filled[seat.line] += 1
            if seat.line is not None:
                lines.setdefault((person, session.centre_id, session.day), seat.line)


def _seated(
    waiting: Sequence[Wish], free: Sequence[Seat], day: Mapping[PersonId, int | None], filled: Mapping[int | None, int]
) -> list[tuple[PersonId, Seat]]:
    """Three passes over the people still standing: the day's line, the plan's line, then any seat."""
    left = sorted(free, key=lambda seat: (-filled.get(seat.line, 0), seat.line or 0, seat.rank))
    standing = list(waiting)
    pairs: list[tuple[PersonId, Seat]] = []
    for wanted in (day, dict(waiting), None):
        for wish in tuple(standing):
            line = None if wanted is None else wanted.get(wish[0])
            found = next((seat for seat in left if wanted is None or (line is not None and seat.line == line)), None)
            if found is not None:
                left.remove(found)
                standing.remove(wish)
                pairs.append((wish[0], found))
    return pairs
