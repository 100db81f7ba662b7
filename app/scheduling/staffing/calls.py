"""Whom to ring first: people who have not answered a session, and how many seats their « oui » would give, exactly."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from app.network.residual import Residual
from app.scheduling.staffing.board import Board
from app.scheduling.staffing.plan import Call
from app.scheduling.staffing.relaxed import DAY, SOURCE, WEEK, Place, Relaxed


def calls(relaxed: Relaxed) -> tuple[Call, ...]:
    """Everyone whose unanswered sessions, all answered « oui », would let R fill more seats; most useful first.

    Sessions answered « non » are never asked again. Weeks share no cap, so gains are counted week by week and added.
    """
    if not relaxed.short.any():
        return ()
    desk = _Desk(relaxed)
    found = [call for person in range(len(relaxed.board.persons)) if (call := desk.call(person))]
    return tuple(sorted(found, key=lambda call: (-call.gain, call.person)))


class _Desk:
    """The network held open while one person after the other is supposed to say yes."""

    def __init__(self, relaxed: Relaxed) -> None:
        self.relaxed, self.board = relaxed, relaxed.board
        self.residual = Residual(relaxed.network)
        self.sessions_of = _sessions_by_week(self.board)
        self.missing = _missing_by_week(relaxed)
        reached = relaxed.network.reached_from_source()
        self.taken_over: set[tuple[int, date]] = {
            (person, self.board.slots[session].week)
            for (person, session, need), held in zip(relaxed.seats, relaxed.seat_flow, strict=True)
            if held and reached[relaxed.first_need + need]
        }

    def call(self, person: int) -> Call | None:
        """What this person's yes would give; None when nothing."""
        gain, used = 0, list[int]()
        for week in self.missing:
            seats = self._seats(person, week) if self.board.week_room(person, week) else []
            if any(self.relaxed.short[need] for _, need in seats):
                more, where = self._gain(person, week, seats)
                gain, used = gain + more, used + where
        if not gain:
            return None
        names = tuple(self.board.sessions[session].id for session in sorted(used))
        return Call(self.board.persons[person].id, gain, names)

    def _seats(self, person: int, week: date) -> list[tuple[int, int]]:
        """(session, need) that the person could take by answering yes where nothing is answered."""
        who, board = self.board.persons[person], self.board
        reach = who.travel_minutes
        return [
            (session, need)
            for session in self.sessions_of[week]
            if (reach is None or board.sessions[session].centre in reach)
            and board.answer(person, session) is None
            and not board.blocked_by_pins(person, session, relaxed=True)
            for need in board.needs_of[session]
            if board.room[need] and board.may_hold(person, need)
        ]

    def _gain(self, person: int, week: date, seats: list[tuple[int, int]]) -> tuple[int, list[int]]:
        """Units added, and the sessions asked that carry one.

        As long as nobody else can take over a seat the person holds, new units can only come through the person's own
        week, so the search starts there and ends with its cap.
        """
        residual, asked = self.residual, dict[int, int]()
        with residual.supposing():
            new: dict[Place, int] = {}
            for session, need in seats:
                if session not in asked:
                    asked[session] = self._session_arc(person, session, new)
                residual.add_arc(residual.heads[asked[session]], self.relaxed.first_need + need, 1)
            entry = None if (person, week) in self.taken_over else self._entry(person, week, new)
            gain = 0
            while gain < self.missing[week] and residual.augment(entry):
                gain += 1
            used = [session for session, arc in asked.items() if not residual.left[arc]]
        return gain, used

    def _entry(self, person: int, week: date, new: dict[Place, int]) -> int:
        """The arc from the source into the person's week: the first arc of that node, reversed."""
        place = (WEEK, person, week)
        return self.residual.arcs[self.relaxed.node.get(place, new.get(place, -1))][0] ^ 1

    def _session_arc(self, person: int, session: int, new: dict[Place, int]) -> int:
        """The arc from the person's day to the session, with every node above it; returns the arc's number."""
        slot, residual = self.board.slots[session], self.residual
        week = self._node((WEEK, person, slot.week), SOURCE, self.board.week_room(person, slot.week), new)
        day = self._node((DAY, person, slot.day), week, self.board.day_room(person, slot.day), new)
        return residual.add_arc(day, residual.add_node(), 1)

    def _node(self, place: Place, above: int, capacity: int, new: dict[Place, int]) -> int:
        known = self.relaxed.node.get(place, new.get(place))
        if known is None:
            known = new[place] = self.residual.add_node()
            self.residual.add_arc(above, known, capacity)
        return known


def _sessions_by_week(board: Board) -> dict[date, list[int]]:
    """Monday → sessions with needs, ascending."""
    weeks: dict[date, list[int]] = defaultdict(list)
    for session, slot in enumerate(board.slots):
        if board.needs_of[session]:
            weeks[slot.week].append(session)
    return weeks


def _missing_by_week(relaxed: Relaxed) -> dict[date, int]:
    """Monday → seats that R leaves empty, where it leaves any: no one can gain more than that."""
    missing: dict[date, int] = defaultdict(int)
    for need, empty in enumerate((relaxed.board.room - relaxed.held).tolist()):
        if empty:
            missing[relaxed.board.slots[relaxed.board.session_of_need[need]].week] += empty
    return missing
