"""Many questions at once, on whatever runs them: threads, processes of this machine, a Dask cluster.

A job is a value that can be pickled and called; it computes the same figures wherever it runs. Any
:class:`concurrent.futures.Executor` will do (a Dask ``Client`` gives one by ``get_executor``).
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from app.drills.coverage import Coverage
from app.drills.monte_carlo import monte_carlo
from app.drills.pairs import pair_losses

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor, Future

    from app.drills.coverage import Loss
    from app.drills.monte_carlo import MonteCarlo
    from app.drills.pairs import PairSweep
    from app.drills.territory import Territory

R = TypeVar("R")
PATIENCE_SECONDS = 0.2
"""How long a cancelled sweep may take to be noticed."""


@dataclass(frozen=True, slots=True)
class Draws:
    """One territory under ``draws`` days of absences (:func:`app.drills.monte_carlo.monte_carlo`)."""

    territory: Territory
    draws: int
    absence: float = 0.15
    correlation: float = 0.1
    seed: int = 0

    def __call__(self) -> MonteCarlo:
        return monte_carlo(
            Coverage(self.territory), self.draws, absence=self.absence, correlation=self.correlation, seed=self.seed
        )


@dataclass(frozen=True, slots=True)
class Losses:
    """What each person, site and road of one territory costs."""

    territory: Territory

    def __call__(self) -> tuple[Loss, ...]:
        return Coverage(self.territory).losses()


@dataclass(frozen=True, slots=True)
class Pairs:
    """What pairs of the dearest things of one territory cost."""

    territory: Territory
    most: int = 15
    relieved: int = 15

    def __call__(self) -> PairSweep:
        coverage = Coverage(self.territory)
        return pair_losses(coverage, coverage.losses(), most=self.most, relieved=self.relieved)


@dataclass(frozen=True, slots=True)
class Swept(Generic[R]):
    """Answers in the order of the jobs; None for a job that was not done. ``is_whole``: nothing was left out."""

    answers: tuple[R | None, ...]

    @property
    def is_whole(self) -> bool:
        return all(one is not None for one in self.answers)


def sweep(
    jobs: Sequence[Callable[[], R]], executor: Executor, *,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Swept[R]:  # fmt: skip
    """Run every job. ``tell`` hears, in this thread, how many are done out of how many; ``cancelled`` is asked all along.

    Once cancelled, jobs not begun never are, those begun are not waited for, and what was done is handed back. A job that
    fails stops the sweep: its error is raised, the first by order of the jobs.
    """
    futures: list[Future[R]] = [executor.submit(_done, job) for job in jobs]
    waiting = set(futures)
    try:
        while waiting and not cancelled():
            done, waiting = wait(waiting, timeout=PATIENCE_SECONDS, return_when=FIRST_COMPLETED)
            if any(one.exception() for one in done):
                break
            if done:
                tell(len(futures) - len(waiting), len(futures))
    finally:
        for one in waiting:
            one.cancel()
    return Swept(tuple(_answer(one) for one in futures))


def _done(job: Callable[[], R]) -> R:
    return job()


def _answer(future: Future[R]) -> R | None:
    """Raises what the job raised."""
    return future.result() if future.done() and not future.cancelled() else None
