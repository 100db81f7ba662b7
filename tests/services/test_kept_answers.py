"""Heavy answers kept: made once, the oldest given up first."""

from __future__ import annotations

from app.services.kept_answers import MOST, forget_all, kept


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
