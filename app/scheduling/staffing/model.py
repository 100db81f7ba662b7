"""The board as rows and columns: what HiGHS is given. Knows the levels' coefficients, not in which order they are solved.

Columns, in this order over the whole horizon: one 0/1 per candidate, the missing seats of each need, one 0/1 per line
that a session may open (« the k-th line opens » implies the k-1-th). A :class:`Part` is a set of candidates, needs and
sessions that no rule joins to another part, so that parts are optimal together when each is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from app.scheduling.staffing.board import Board, Ints
from app.scheduling.staffing.plan import LevelName
from app.scheduling.staffing.rules import open_lines

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """Indices, sorted, of what belongs together."""

    candidates: Ints
    needs: Ints
    openings: Ints
    rows: Ints


@dataclass(frozen=True, slots=True)
class Rows:
    """``low <= matrix @ columns <= high``."""

    matrix: sparse.csr_array
    low: Floats
    high: Floats


class Model:
    """Rows, columns and level costs of a board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.seats = len(board.candidates)
        self.needs = len(board.needs)
        self.opening_sessions = [
            index
            for index, session in enumerate(board.sessions)
            if session.lines and any(board.needs[need].critical for need in board.needs_of[index])
        ]
        lines = [board.sessions[index].lines or 0 for index in self.opening_sessions]
        self.first_line = np.concatenate([[0], np.cumsum(lines)]).astype(np.int64) + self.seats + self.needs
        self.width = int(self.first_line[-1])

    @cached_property
    def upper(self) -> Floats:
        """Upper bounds of the columns; lower bounds are 0."""
        upper = np.ones(self.width)
        upper[self.seats : self.seats + self.needs] = self.board.room
        return upper

    @cached_property
    def level_names(self) -> tuple[LevelName, ...]:
        """The levels this problem has, in their order."""
        present = {
            LevelName.OPENING: bool(self.opening_sessions),
            LevelName.DISRUPTION: bool(self.board.problem.previous),
        }
        return tuple(name for name in LevelName if present.get(name, True))

    @cached_property
    def costs(self) -> dict[LevelName, Ints]:
        """Level → whole coefficients over the columns; fairness is no sum over columns and is not here."""
        costs: dict[LevelName, Ints] = {
            name: np.zeros(self.width, dtype=np.int64) for name in LevelName if name is not LevelName.FAIRNESS
        }
        costs[LevelName.OPENING][self.seats + self.needs :] = -1
        costs[LevelName.COVERAGE][self.seats : self.seats + self.needs] = [need.weight for need in self.board.needs]
        costs[LevelName.DISRUPTION][: self.seats] = -self.board.candidates.previous.astype(np.int64)
        costs[LevelName.PREFERENCE][: self.seats] = self.board.candidates.if_needed
        return costs

    def stages(self, level: LevelName) -> list[Ints]:
        """The level's costs, cut where heavier ones always decide first, so that a solver never mixes scales.

        Weights of 1000 and of 1 can be minimised one after the other as long as all the light ones together stay below
        the step between two sums of heavy ones. The sum of the stages' costs is the level's.
        """
        cost, upper = self.costs[level], self.upper.astype(np.int64)
        sizes = np.unique(np.abs(cost[cost != 0]))[::-1].tolist()
        stages, first = list[Ints](), 0
        for last in range(1, len(sizes) + 1):
            lighter = np.abs(cost) < sizes[last - 1]
            step = int(np.gcd.reduce(np.array(sizes[first:last], dtype=np.int64)))
            if last == len(sizes) or int(np.abs(cost * upper)[lighter].sum()) < step:
                stages.append(np.where(~lighter & (np.abs(cost) <= sizes[first]), cost, 0))
                first = last
        return stages

    @cached_property
    def constants(self) -> dict[LevelName, int]:
        """What each level's value is beside the sum over columns."""
        board = self.board
        index, answers = board.person_index, board.session_index
        pinned_if_needed = sum(
            board.answer(index[pin.person], answers[pin.session]) == "if_needed" for pin in board.pins
        )
        return {
            LevelName.OPENING: sum(board.sessions[session].lines or 0 for session in self.opening_sessions),
            LevelName.COVERAGE: 0,
            LevelName.DISRUPTION: len(board.kept),
            LevelName.PREFERENCE: pinned_if_needed,
        }

    @cached_property
    def rows(self) -> Rows:
        """Needs first (one row each, in order), then packs, then openings."""
        return _stacked(self.width, [self._need_rows(), self._pack_rows(), self._opening_rows()])

    def _need_rows(self) -> _Triplets:
        seats, needs = np.arange(self.seats), np.arange(self.needs)
        room = self.board.room.astype(float)
        return _Triplets(
            np.concatenate([self.board.candidates.need, needs]),
            np.concatenate([seats, self.seats + needs]),
            np.ones(self.seats + self.needs),
            room,
            room,
        )

    def _pack_rows(self) -> _Triplets:
        packs = self.board.packs
        sizes = [len(pack.candidates) for pack in packs]
        columns = np.concatenate(
            [np.array(pack.candidates, dtype=np.int64) for pack in packs] or [np.zeros(0, dtype=np.int64)]
        )
        high = np.array([pack.most for pack in packs], dtype=float)
        rows = np.repeat(np.arange(len(packs)), sizes)
        return _Triplets(rows, columns, np.ones(len(columns)), np.full(len(packs), -np.inf), high)

    def _opening_rows(self) -> _Triplets:
        entries: list[tuple[int, int, float]] = []
        high: list[float] = []
        for position, session in enumerate(self.opening_sessions):
            first, lines = int(self.first_line[position]), self.board.sessions[session].lines or 0
            for index in self.board.needs_of[session]:
                need = self.board.needs[index]
                if need.critical:
                    steps = np.diff([-(-k * need.count // lines) for k in range(lines + 1)]).tolist()
                    entries.append((len(high), self.seats + index, 1))
                    entries.extend((len(high), first + k, step) for k, step in enumerate(steps))
                    high.append(need.count)
            for k in range(1, lines):
                entries += [(len(high), first + k, 1), (len(high), first + k - 1, -1)]
                high.append(0)
        table = np.array(entries, dtype=float).reshape(-1, 3)
        rows, columns = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
        return _Triplets(rows, columns, table[:, 2], np.full(len(high), -np.inf), np.array(high, dtype=float))

    @cached_property
    def parts(self) -> list[Part]:
        """Parts by their first need; sessions that nobody may come to are in none, having nothing to decide."""
        if not self.seats:
            return []
        label = self._labels()
        seats, needs = self.board.candidates, self.board.session_of_need
        need_label = label[needs]
        row_label = self._row_labels(need_label)
        opening_label = label[np.array(self.opening_sessions, dtype=np.int64)]
        live = sorted(set(label[seats.session].tolist()), key=lambda name: int(np.argmax(need_label == name)))
        order = [_groups(values) for values in (label[seats.session], need_label, opening_label, row_label)]
        none = np.zeros(0, dtype=np.int64)
        return [Part(*(groups.get(name, none) for groups in order)) for name in live]

    def _labels(self) -> Ints:
        """Component of each session: linked by a person's week, and weeks by packs that cross them."""
        seats, board = self.board.candidates, self.board
        sessions = len(board.sessions)
        weeks = sorted({slot.week for slot in board.slots})
        week_of = np.array([weeks.index(slot.week) for slot in board.slots], dtype=np.int64)
        person_week = sessions + seats.person * len(weeks) + week_of[seats.session]
        ends = [(seats.session, person_week)]
        for pack in board.packs:
            first = person_week[pack.candidates[0]]
            others = [person_week[seat] for seat in pack.candidates if person_week[seat] != first]
            if others:
                ends.append((np.full(len(others), first), np.array(others)))
        tails, heads = (np.concatenate(side) for side in zip(*ends, strict=True))
        size = sessions + len(board.persons) * len(weeks)
        graph = sparse.csr_array((np.ones(len(tails), dtype=np.int8), (tails, heads)), shape=(size, size))
        return np.asarray(connected_components(graph, directed=False)[1][:sessions], dtype=np.int64)

    def _row_labels(self, need_label: Ints) -> Ints:
        """Part of each row of :attr:`rows`: that of its needs or seats."""
        matrix = self.rows.matrix
        column_label = np.full(self.width, -1, dtype=np.int64)
        column_label[: self.seats] = need_label[self.board.candidates.need]
        column_label[self.seats : self.seats + self.needs] = need_label
        for position, session in enumerate(self.opening_sessions):
            first, last = self.first_line[position], self.first_line[position + 1]
            column_label[first:last] = need_label[self.board.needs_of[session][0]]
        return column_label[matrix.indices[matrix.indptr[:-1]]]

    def columns_of(self, part: Part) -> Ints:
        """The part's columns, sorted."""
        lines = [np.arange(self.first_line[k], self.first_line[k + 1]) for k in part.openings]
        return np.concatenate([part.candidates, self.seats + part.needs, *lines])

    def full(self, chosen: Ints) -> Ints:
        """Every column's value when exactly the ``chosen`` candidates are taken: exact, no tolerance."""
        columns = np.zeros(self.width, dtype=np.int64)
        columns[chosen] = 1
        taken = np.bincount(self.board.candidates.need[chosen], minlength=self.needs)
        missing = self.board.room - taken
        columns[self.seats : self.seats + self.needs] = missing
        for position, session in enumerate(self.opening_sessions):
            first = int(self.first_line[position])
            columns[first : first + self._lines_open(session, missing)] = 1
        return columns

    def _lines_open(self, session: int, missing: Ints) -> int:
        board = self.board
        critical = [
            (board.needs[need].count, board.needs[need].count - int(missing[need]))
            for need in board.needs_of[session]
            if board.needs[need].critical
        ]
        return open_lines(board.sessions[session].lines or 0, critical)


@dataclass(frozen=True, slots=True)
class _Triplets:
    rows: Ints
    columns: Ints
    values: Floats
    low: Floats
    high: Floats


def _stacked(width: int, blocks: Sequence[_Triplets]) -> Rows:
    offsets = np.cumsum([0] + [len(block.high) for block in blocks])
    rows = np.concatenate([block.rows + offset for block, offset in zip(blocks, offsets[:-1], strict=True)])
    columns = np.concatenate([block.columns for block in blocks])
    values = np.concatenate([block.values for block in blocks])
    matrix = sparse.csr_array((values, (rows, columns)), shape=(int(offsets[-1]), width))
    low, high = (np.concatenate([getattr(block, side) for block in blocks]) for side in ("low", "high"))
    return Rows(matrix, low, high)


def _groups(labels: Ints) -> dict[int, Ints]:
    """label → positions holding it, ascending."""
    if not len(labels):
        return {}
    order = np.argsort(labels, kind="stable")
    names, starts = np.unique(labels[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, starts[1:]), strict=True))


def most_seats(board: Board) -> Ints:
    """The most seats each person could take: one a session, within the weekly caps."""
    most = np.zeros(len(board.persons), dtype=np.int64)
    seats = board.candidates
    pairs = np.unique(np.stack([seats.person, seats.session]), axis=1)
    weeks = sorted({slot.week for slot in board.slots})
    week_of = np.array([weeks.index(slot.week) for slot in board.slots], dtype=np.int64)
    keys, counts = np.unique(pairs[0] * len(weeks) + week_of[pairs[1]], return_counts=True)
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        person, week = divmod(key, len(weeks))
        most[person] += min(count, board.week_room(person, weeks[week]))
    return most
