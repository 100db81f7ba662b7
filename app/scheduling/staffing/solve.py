"""The engine's front door: a problem in, a plan out, proven level by level as far as the budget lasts.

Ties between equal plans are settled by the order of the variables (person, session, role, all sorted) in a solver that
is deterministic on one thread: when every level is proven, the same problem gives the same plan with the same versions
of numpy, scipy and this package, in whatever order its lists come.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack

import numpy as np

from app.scheduling.staffing.board import Board, Ints
from app.scheduling.staffing.bounds import least_missing_weight, least_squares
from app.scheduling.staffing.fairness import even_out, squares
from app.scheduling.staffing.greedy import greedy
from app.scheduling.staffing.labels import Labels
from app.scheduling.staffing.levels import Budget, Progress, climb
from app.scheduling.staffing.model import Model
from app.scheduling.staffing.plan import Level, LevelName, Plan
from app.scheduling.staffing.problem import Problem, Seat
from app.scheduling.staffing.report import report
from app.scheduling.staffing.runners import runner

Lines = Mapping[tuple[str, str, str], int]
"""(person, session, role) → line held before."""


def solve(
    problem: Problem,
    *,
    budget_seconds: float | None = None,
    workers: int = 1,
    labels: Labels | None = None,
    lines: Lines | None = None,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Plan:
    """The best plan: opening ≫ coverage ≫ disruption ≫ preference ≫ fairness, each proven before the next.

    ``budget_seconds`` is wall time and defaults to the problem's; when it runs out the plan is the best one found, keeps
    every rule, and says which levels are not proven. ``workers`` > 1 lets weeks of a large problem be solved in as many
    processes. ``labels`` name roles, centres and people in sentences; ``lines`` are kept where possible. ``tell`` hears how
    many steps are done, out of how many.
    """
    began = time.perf_counter()
    budget = Budget.of(problem.budget_seconds if budget_seconds is None else budget_seconds)
    board = Board(problem)
    seats, levels = optimise(board, budget, workers, tell)
    spent = round(time.perf_counter() - began, 3)
    return report(board, seats, levels, labels or Labels(), lines or {}, spent)


def optimise(
    board: Board, budget: Budget, workers: int = 1, tell: Callable[[int, int], None] = lambda _done, _of: None
) -> tuple[tuple[Seat, ...], tuple[Level, ...]]:
    """Seats, pins included, sorted, and what is proven about them."""
    model = Model(board)
    start = greedy(board)
    parts = [Progress(model, part, start[np.isin(start, part.candidates)]) for part in model.parts]
    with ExitStack() as stack:
        run = runner(max((len(part.columns) for part in parts), default=0), workers, stack)
        climb(model, parts, run, budget, tell)
        fair = even_out(model, parts, run, budget)
    chosen = fair.chosen
    if any(part.bounds[LevelName.COVERAGE] < part.values[LevelName.COVERAGE] for part in parts):
        chosen = greedy(board, chosen.tolist())
    return _seats(board, chosen), _levels(model, parts, chosen, fair.bound)


def _seats(board: Board, chosen: Ints) -> tuple[Seat, ...]:
    seats = [pin.seat for pin in board.pins]
    for candidate in chosen.tolist():
        need = board.needs[board.candidates.need[candidate]]
        seats.append(Seat(board.persons[board.candidates.person[candidate]].id, need.session, need.role))
    return tuple(sorted(seats))


def _levels(model: Model, parts: Sequence[Progress], chosen: Ints, fairness_bound: int) -> tuple[Level, ...]:
    """Each level's value for the final plan and its bound: proven while value and bound agree from the first on."""
    columns, levels = model.full(chosen), list[Level]()
    for name in model.level_names:
        if name is LevelName.FAIRNESS:
            value, bound = squares(model.board, chosen), fairness_bound
        else:
            value = int(model.costs[name] @ columns) + model.constants[name]
            bound = value - sum(_above_bound(part, name, chosen) for part in parts)
        if bound < value:
            bound = max(bound, _cheap_bound(model.board, name, levels))
        bound = min(value, bound)
        levels.append(Level(name, value, bound, value == bound and all(level.proven for level in levels)))
    return tuple(levels)


def _cheap_bound(board: Board, name: LevelName, before: Sequence[Level]) -> int:
    """A bound that needs no search, for levels that time did not suffice to prove; 0 where there is none.

    An optimal plan misses at most what this one misses by weight, once opening is settled: so many seats it holds.
    """
    if name is LevelName.COVERAGE:
        return least_missing_weight(board)
    coverage = next((level for level in before if level.name is LevelName.COVERAGE), None)
    opened = all(level.proven for level in before if level.name is LevelName.OPENING)
    if name is LevelName.FAIRNESS and coverage and opened and board.needs:
        missing = coverage.value // min(need.weight for need in board.needs)
        return least_squares(board, sum(need.count for need in board.needs) - missing)
    return 0


def _above_bound(part: Progress, name: LevelName, chosen: Ints) -> int:
    """How far the final plan stands above the part's proven bound."""
    own = chosen[np.isin(chosen, part.part.candidates)]
    return part.value(part.model.costs[name], own) - part.bounds[name]
