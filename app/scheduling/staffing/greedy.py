"""A plan in milliseconds that keeps every rule: scarcest needs first, least loaded people first.

It is the plan of last resort when time runs out, the upper value every level starts from, and what fills a seat that
someone free could still take. It proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from app.scheduling.staffing.board import Board, Ints
from app.scheduling.staffing.rules import clash


class Diary:
    """Who holds what so far, and whether one more seat fits; pins count."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.left = board.room.tolist()
        self.load = board.load_of_pins.tolist()
        self.held: dict[int, list[int]] = defaultdict(list)
        candidates = board.candidates
        self._person, self._session, self._need = (
            column.tolist() for column in (candidates.person, candidates.session, candidates.need)
        )

    def fits(self, candidate: int) -> bool:
        """Whether the seat is open and its person may take it beside what they hold."""
        person, session = self._person[candidate], self._session[candidate]
        if not self.left[self._need[candidate]]:
            return False
        board, held = self.board, self.held[person]
        slot, rest = board.slots[session], board.persons[person].min_rest_hours
        if session in held or any(clash(board.slots[other], slot, rest) for other in held):
            return False
        week = sum(board.slots[other].week == slot.week for other in held)
        day = sum(board.slots[other].day == slot.day for other in held)
        return bool(week < board.week_room(person, slot.week) and day < board.day_room(person, slot.day))

    def take(self, candidate: int) -> None:
        """Write the seat down."""
        self.left[self._need[candidate]] -= 1
        self.held[self._person[candidate]].append(self._session[candidate])
        self.load[self._person[candidate]] += 1


def greedy(board: Board, taken: Iterable[int] = ()) -> Ints:
    """Candidates chosen, sorted: those ``taken`` (they must fit together) and every seat that can still be added."""
    diary, chosen = Diary(board), list(taken)
    for candidate in chosen:
        diary.take(candidate)
    for candidate in np.flatnonzero(board.candidates.previous).tolist():
        if diary.fits(candidate):
            diary.take(candidate)
            chosen.append(candidate)
    for need in _scarcest_first(board):
        chosen.extend(_fill(board, diary, need))
    return np.array(sorted(chosen), dtype=np.int64)


def _fill(board: Board, diary: Diary, need: list[int]) -> list[int]:
    if not need:
        return []
    only, person = board.candidates.if_needed, board.candidates.person
    ranked = sorted(need, key=lambda seat: (bool(only[seat]), diary.load[person[seat]], seat))
    filled = []
    for candidate in ranked:
        if diary.fits(candidate):
            diary.take(candidate)
            filled.append(candidate)
    return filled


def _scarcest_first(board: Board) -> list[list[int]]:
    """Candidates of each need; needs that lines can't open without come first, then the fewest candidates a seat."""
    seats: list[list[int]] = [[] for _ in board.needs]
    for candidate, need in enumerate(board.candidates.need.tolist()):
        seats[need].append(candidate)

    def scarcity(index: int) -> tuple[bool, float, int]:
        need = board.needs[index]
        opens = need.critical and bool(board.sessions[board.session_of_need[index]].lines)
        return not opens, len(seats[index]) / need.count / need.weight, index

    return [seats[index] for index in sorted(range(len(board.needs)), key=scarcity)]
