"""Heavy answers kept: made once, the oldest given up first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.services.keeping.kept_answers import MOST, forget_all, kept


def test_an_answer_is_made_once_until_it_is_forgotten() -> None:
    """The same question again costs nothing; another state of the folder is another key."""
    forget_all()
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [kept("a", make), kept("a", make), kept("b", make)] == [1, 1, 2]
    forget_all()
    assert kept("a", make) == 3


def test_the_oldest_asked_goes_first() -> None:
    """A few of the latest stay: one asked again counts as late."""
    forget_all()
    kept("first", lambda: 1)
    kept("second", lambda: 2)
    kept("first", lambda: 0)
    for number in range(MOST - 1):
        kept(number, lambda: 0)
    assert kept("first", lambda: 9) == 1
    assert kept("second", lambda: 9) == 9


def test_two_sessions_that_ask_at_once_both_get_the_answer() -> None:
    """Neither waits for the other, one value stays, and a making that fails keeps nothing."""
    forget_all()
    both, made = Barrier(2, timeout=10), []

    def make() -> int:
        both.wait()
        made.append(1)
        return 7

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda _one: kept("slow", make), range(2))) == [7, 7]
    assert len(made) == 2
    assert kept("slow", lambda: 8) == 7

    def fail() -> int:
        raise ValueError("not today")

    with pytest.raises(ValueError, match="not today"):
        kept("failed", fail)
    assert kept("failed", lambda: 1) == 1


def test_no_more_is_kept_than_said_whoever_asks_together() -> None:
    """Four sessions that ask two hundred questions: each has its own answer, and the latest alone stay."""
    forget_all()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: kept(number, lambda: number), range(200)))
    assert found == list(range(200))
    still = [number for number in range(200) if kept_already(number)]
    assert len(still) == MOST


def kept_already(number: int) -> bool:
    """Whether a question has an answer; asking changes nothing of what stays."""

    def fail() -> int:
        raise KeyError(number)

    try:
        return kept(number, fail) == number
    except KeyError:
        return False
