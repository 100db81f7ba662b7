"""How much of the demand would be served on a bad day: many days drawn, absences that come together, each one solved exactly.

One day is one maximum flow on the same network with some capacities at nought. Absences of one day share a rate
q ~ Beta(a(1−R)/R, (1−a)(1−R)/R): mean a, and R is the correlation between two professionals. Independent draws (R = 0)
understate a bad day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from app.drills.territory import Dependents, ProviderKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from app.drills.coverage import Coverage


@dataclass(frozen=True, slots=True)
class MonteCarlo:
    """Shares of the demand served, over ``draws`` days; ``exact_share``: of days whose flow was built, not only bounded."""

    draws: int
    mean: float
    p05: float
    p50: float
    p95: float
    exact_share: float


@dataclass(frozen=True, slots=True)
class Days:
    """What was served on each day drawn, in the order drawn, of one same ``demand``. Every day was solved."""

    served: tuple[int, ...]
    demand: int

    @property
    def curve(self) -> tuple[float, ...]:
        """Shares of the demand served, the worst day first: 1 when nothing is asked."""
        return tuple(sorted(self._shares.tolist()))

    def at_least(self, days: int, of: int) -> float:
        """The share served at least on ``days`` days out of ``of``: « 9 jours sur 10, au moins 86 % »."""
        curve = self.curve
        worse = -(-len(curve) * (of - days) // of)
        return curve[max(worse, 1) - 1]

    def summary(self) -> MonteCarlo:
        """The figures of the contract."""
        shares = self._shares
        low, middle, high = np.quantile(shares, [0.05, 0.5, 0.95], method="inverted_cdf")
        return MonteCarlo(len(shares), float(shares.mean()), float(low), float(middle), float(high), 1.0)

    @property
    def _shares(self) -> NDArray[np.float64]:
        return np.array(self.served) / self.demand if self.demand else np.ones(len(self.served))


def draw_absences(professionals: int, draws: int, absence: float, correlation: float, seed: int) -> NDArray[np.bool_]:
    """Days × professionals, True where absent: q of the day, then one uniform each, in order, absent if below q.

    ``absence`` and ``correlation``: 0 to 1. At correlation 1 a day has everyone or no one: q is 1 or 0, drawn by one uniform.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    found = np.zeros((draws, professionals), dtype=bool)
    for day in found:
        rate = _rate(rng, absence, correlation)
        day[:] = rng.random(professionals) < rate
    return found


def _rate(rng: np.random.Generator, absence: float, correlation: float) -> float:
    """q of one day. Where the Beta law has no meaning (nobody, everybody, no correlation), it is the absence itself."""
    if not (0 < absence < 1 and correlation > 0):
        return absence
    if correlation >= 1:
        return float(rng.random() < absence)
    return rng.beta(absence * (1 - correlation) / correlation, (1 - absence) * (1 - correlation) / correlation)


def draw_days(
    coverage: Coverage, draws: int, *, absence: float = 0.15, correlation: float = 0.1, seed: int = 0,
    tell: Callable[[int], None] = lambda _done: None,
) -> Days:  # fmt: skip
    """Units served on ``draws`` (≥ 1) days. ``tell`` hears how many days are done; what it raises stops the drawing."""
    people = sorted(
        (rank for rank, one in enumerate(coverage.providers) if one.kind is ProviderKind.PROFESSIONAL),
        key=lambda rank: coverage.providers[rank].id,
    )
    away = draw_absences(len(people), draws, absence, correlation, seed)
    network = _Network(coverage, people)
    served = []
    for done, absent in enumerate(away, 1):
        served.append(network.served(absent))
        tell(done)
    return Days(tuple(served), coverage.demand)


def monte_carlo(
    coverage: Coverage, draws: int, *, absence: float = 0.15, correlation: float = 0.1, seed: int = 0,
    tell: Callable[[int], None] = lambda _done: None,
) -> MonteCarlo:  # fmt: skip
    """Served over demand on ``draws`` (≥ 1) days: :func:`draw_days`, summed up as the contract says."""
    return draw_days(coverage, draws, absence=absence, correlation=correlation, seed=seed, tell=tell).summary()


class _Network:
    """Source → providers → needs → sink, built once; a day only changes the arcs that leave the source."""

    def __init__(self, coverage: Coverage, people: Sequence[int]) -> None:
        cover = coverage.cover
        providers, needs = len(cover.capacities), len(cover.demands)
        self._source, self._sink = providers + needs, providers + needs + 1
        arcs = [(self._source, p, room) for p, room in enumerate(cover.capacities) if room]
        arcs += [
            (p, providers + need, min(cover.capacities[p], cover.demands[need]))
            for p, reach in enumerate(cover.reach)
            if cover.capacities[p]
            for need in reach
        ]
        arcs += [(providers + need, self._sink, asked) for need, asked in enumerate(cover.demands) if asked]
        tails, heads, rooms = (
            (np.array(column, dtype=np.int64) for column in zip(*arcs, strict=True))
            if arcs
            else (np.empty(0, np.int64),) * 3
        )
        size = providers + needs + 2
        # Reverse arcs stand from the start, at nought: scipy would otherwise build them again every day.
        both = (np.concatenate([tails, heads]), np.concatenate([heads, tails]))
        marks = sparse.coo_array((np.arange(1, 2 * len(tails) + 1), both), shape=(size, size)).tocsr()
        marks.sort_indices()
        full = np.concatenate([rooms, np.zeros_like(rooms)]).astype(np.int32)
        self._graph = sparse.csr_array(
            (full[marks.data - 1], marks.indices.astype(np.int32), marks.indptr.astype(np.int32)), shape=(size, size)
        )
        row = slice(*self._graph.indptr[self._source : self._source + 2])
        self._row, self._leaving = row, self._graph.indices[row]
        self._full = self._graph.data[row].copy()
        self._falls = self._falling(coverage, people)

    def served(self, absent: NDArray[np.bool_]) -> int:
        """Units served on a day when these professionals are absent, with all that depends on them."""
        down = np.zeros(self._graph.shape[0], dtype=bool)
        for rank in np.flatnonzero(absent).tolist():
            down[self._falls[rank]] = True
        self._graph.data[self._row] = np.where(down[self._leaving], 0, self._full)
        return int(maximum_flow(self._graph, self._source, self._sink).flow_value)

    def _falling(self, coverage: Coverage, people: Sequence[int]) -> list[list[int]]:
        dependents, rank = Dependents(coverage.providers), {one.id: at for at, one in enumerate(coverage.providers)}
        return [sorted(rank[id] for id in dependents.falling({coverage.providers[one].id})) for one in people]
