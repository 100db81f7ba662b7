"""The last level: Σ over persons of (seats)², over the whole horizon, earlier levels fixed part by part.

The square is a ladder of unit steps: a person's (q + 1)-th seat costs 2q + 1, and dearer steps are never climbed before
cheaper ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from app.scheduling.staffing.board import Board, Ints
from app.scheduling.staffing.levels import Budget, Progress, Runner
from app.scheduling.staffing.minimise import Task
from app.scheduling.staffing.model import Model, most_seats


@dataclass(frozen=True, slots=True)
class Fair:
    """Candidates chosen over the whole horizon, Σ n², and its proven lower bound."""

    chosen: Ints
    value: int
    bound: int


def even_out(model: Model, parts: Sequence[Progress], run: Runner, budget: Budget) -> Fair:
    """Spread the seats as evenly as the earlier levels allow; the parts' own plans are what it starts from."""
    board = model.board
    chosen = _together(parts)
    value, pinned = squares(board, chosen), squares(board, np.zeros(0, dtype=np.int64))
    ladder = _Ladder(model, parts)
    proven = all(part.proven for part in parts)
    if not len(ladder.rung_costs):
        return Fair(chosen, value, value if proven else pinned)
    found = run([ladder.task(value - pinned)], budget)[0]
    if found.columns is not None:
        better = ladder.candidates(found.columns)
        if squares(board, better) < value and all(
            part.keeps(better[np.isin(better, part.part.candidates)]) for part in parts
        ):
            chosen, value = better, squares(board, better)
    bound = pinned + found.bound if proven else pinned
    return Fair(chosen, value, int(min(value, max(bound, pinned))))


def squares(board: Board, chosen: Ints) -> int:
    """Σ over persons of (seats)², pins included."""
    load = board.load_of_pins + np.bincount(board.candidates.person[chosen], minlength=len(board.persons))
    return int((load * load).sum())


def _together(parts: Sequence[Progress]) -> Ints:
    return np.sort(np.concatenate([part.chosen for part in parts] or [np.zeros(0, dtype=np.int64)]))


class _Ladder:
    """The parts' columns side by side, without those already settled, and each person's steps after them."""

    def __init__(self, model: Model, parts: Sequence[Progress]) -> None:
        self.model, self.parts = model, parts
        self.columns = np.concatenate([part.columns for part in parts] or [np.zeros(0, dtype=np.int64)])
        seats, board = model.board.candidates, model.board
        self.persons = seats.person[self.columns[self.columns < model.seats]]
        climbers = [(person, most) for person, most in enumerate(most_seats(board).tolist()) if most]
        self.rung_person = np.repeat([person for person, _ in climbers], [most for _, most in climbers]).astype(
            np.int64
        )
        start = board.load_of_pins
        self.rung_costs = np.array(
            [2 * (start[person] + step) + 1 for person, most in climbers for step in range(most)], dtype=float
        )

    def task(self, attained: int) -> Task:
        """The whole horizon as one minimisation; ``attained`` is what the parts' own plans cost."""
        matrix, low, high = self._rows()
        lower = np.concatenate([part.lower for part in self.parts] + [np.zeros(len(self.rung_costs))])
        upper = np.concatenate([part.upper for part in self.parts] + [np.ones(len(self.rung_costs))])
        cost = np.concatenate([np.zeros(len(self.columns)), self.rung_costs])
        return Task(cost, matrix, low, high, lower, upper, attained)

    def _rows(self) -> tuple[sparse.csr_array, np.ndarray, np.ndarray]:
        own = sparse.block_diag([part.rows.matrix for part in self.parts], format="csr")
        fixing = sparse.block_diag([self._fixing(part) for part in self.parts], format="csr")
        own_and_fixing = sparse.vstack([own, fixing])
        blank = sparse.csr_array((own_and_fixing.shape[0], len(self.rung_costs)))
        steps = self._steps()
        matrix = sparse.vstack([sparse.hstack([own_and_fixing, blank]), steps]).tocsr()
        most = [value for part in self.parts for _, value in part.fixing]
        low = np.concatenate([*(part.rows.low for part in self.parts), np.full(len(most), -np.inf)])
        high = np.concatenate([*(part.rows.high for part in self.parts), np.array(most, dtype=float)])
        none = np.zeros(steps.shape[0])
        return matrix, np.concatenate([low, none]), np.concatenate([high, none])

    @staticmethod
    def _fixing(part: Progress) -> sparse.csr_array:
        return sparse.csr_array(np.array([row for row, _ in part.fixing]).reshape(-1, len(part.columns)))

    def _steps(self) -> sparse.csr_array:
        """For each person: seats taken − steps climbed = 0."""
        seat_columns = np.flatnonzero(self.columns < self.model.seats)
        rung_columns = len(self.columns) + np.arange(len(self.rung_costs))
        people = np.concatenate([self.persons, self.rung_person])
        names, rows = np.unique(people, return_inverse=True)
        values = np.concatenate([np.ones(len(seat_columns)), -np.ones(len(rung_columns))])
        columns = np.concatenate([seat_columns, rung_columns])
        return sparse.csr_array((values, (rows, columns)), shape=(len(names), len(self.columns) + len(rung_columns)))

    def candidates(self, columns: np.ndarray) -> Ints:
        """The candidates that a solution takes, sorted."""
        taken = self.columns[np.flatnonzero(columns[: len(self.columns)] > 0.5)]
        return np.sort(taken[taken < self.model.seats])
