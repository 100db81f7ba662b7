"""Which line each person stands at: dealt out after staffing, so that people keep their line from session to session."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.plan import Assignment
from app.scheduling.staffing.problem import Seat

_STAYED = 1_000
"""A line that this very seat had before outweighs any habit: more than the sessions of a horizon."""


def deal(board: Board, seats: Iterable[Seat], before: Mapping[tuple[str, str, str], int]) -> tuple[Assignment, ...]:
    """Assignments sorted by session, role, line and person.

    A need whose count is a multiple of its session's ``lines`` is held per line: its seats are numbered from 1, no two
    alike, the lowest first (so that the lines that open are the first ones). Other needs get None. ``before`` is the
    line that (person, session, role) had.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    for seat in seats:
        holders[board.need_index[seat.session, seat.role]].append(seat.person)
    habits: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    dealt: list[Assignment] = []
    for index in sorted(holders):
        need, people = board.needs[index], sorted(holders[index])
        session = board.sessions[board.session_of_need[index]]
        if not session.lines or need.count % session.lines:
            dealt += [Assignment(person, need.session, need.role) for person in people]
            continue
        known = [before.get((person, need.session, need.role), 0) for person in people]
        numbers = _match([habits[person, session.centre] for person in people], known, need.count, session.lines)
        for number, person in sorted(zip(numbers, people, strict=True)):
            habits[person, session.centre][_line(number, session.lines)] += 1
            dealt.append(Assignment(person, need.session, need.role, number))
    return tuple(dealt)


def _match(habits: list[Counter[int]], known: list[int], count: int, lines: int) -> list[int]:
    """A number for each person: their former one if it stands, else their usual line; no gap is left below."""
    people = len(habits)
    top = max([people, *(number for number in known if number <= count)])
    gain = np.zeros((people, top))
    for person, habit in enumerate(habits):
        for number in range(1, top + 1):
            gain[person, number - 1] = habit[_line(number, lines)] - number / (_STAYED * _STAYED)
        if 0 < known[person] <= top:
            gain[person, known[person] - 1] += _STAYED
    if top > people:
        gain[:, people:] = np.where(gain[:, people:] >= _STAYED / 2, gain[:, people:], -_STAYED)
    return [int(column) + 1 for column in linear_sum_assignment(gain, maximize=True)[1]]


def _line(number: int, lines: int) -> int:
    """The physical line of the n-th seat: a role with two people a line counts each line twice."""
    return (number - 1) % lines + 1
