"""Many questions at once: the same answers wherever they run, told and stopped on the way."""

from __future__ import annotations

import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from app.drills.coverage import Coverage
from app.drills.monte_carlo import monte_carlo
from app.drills.pairs import pair_losses
from app.drills.sweep import Draws, Losses, Pairs, Swept, sweep
from tests.drills.a_territory import a_small_territory, a_territory


@dataclass(frozen=True)
class _Square:
    of: int

    def __call__(self) -> int:
        if self.of < 0:
            raise ValueError(self.of)
        return self.of**2


def test_answers_are_in_the_order_of_the_jobs() -> None:
    """Whatever ends first; progress never goes back and ends at all of them."""
    told: list[tuple[int, int]] = []
    with ThreadPoolExecutor(4) as threads:
        found = sweep([_Square(one) for one in range(40)], threads, tell=lambda done, of: told.append((done, of)))
    assert found == Swept(tuple(one**2 for one in range(40)))
    assert found.is_whole
    assert told == sorted(told)
    assert told[-1] == (40, 40)


def test_a_sweep_of_nothing() -> None:
    """No job, no answer, nothing told."""
    with ThreadPoolExecutor(1) as threads:
        assert sweep([], threads, tell=pytest.fail) == Swept(())


def test_cancelled_jobs_are_never_begun() -> None:
    """One thread is held on the first job; once cancelled, the others stay undone, and what was done is handed back."""
    held, begun = threading.Event(), []

    def first() -> int:
        begun.append(0)
        return 0

    def second() -> int:
        begun.append(1)
        held.wait(10)
        return 1

    def other() -> int:
        begun.append(2)
        return 2

    with ThreadPoolExecutor(1) as threads:
        found = sweep([first, second, other, other], threads, cancelled=lambda: 1 in begun)
        held.set()
    assert found.answers[2:] == (None, None)
    assert not found.is_whole
    assert begun == [0, 1]


def test_an_error_stops_the_sweep() -> None:
    """The job that fails is heard, those not begun are not; nothing is swallowed."""
    with ThreadPoolExecutor(1) as threads, pytest.raises(ValueError, match="-3"):
        sweep([_Square(1), _Square(-3), *(_Square(2) for _job in range(50))], threads)


def test_jobs_travel_and_answer_as_here() -> None:
    """Pickled and read back, a job finds what its own function finds."""
    territory = a_territory("XS", 2)
    coverage = Coverage(territory)
    losses = coverage.losses()
    jobs = [Draws(territory, 20, 0.3, 0.2, 5), Losses(territory), Pairs(a_small_territory(4), 5, 5)]
    small = Coverage(a_small_territory(4))
    expected = (
        monte_carlo(coverage, 20, absence=0.3, correlation=0.2, seed=5),
        losses,
        pair_losses(small, small.losses(), most=5, relieved=5),
    )
    with ThreadPoolExecutor(1) as threads:
        assert sweep(pickle.loads(pickle.dumps(jobs)), threads).answers == expected
