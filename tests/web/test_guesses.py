"""Wrong addresses are counted per client and forgiven with time."""

from __future__ import annotations

from app.web import guesses as module
from app.web.guesses import BURST, REFILL_PER_SECOND, Guesses


def test_a_client_is_slowed_down_then_forgiven() -> None:
    """Thirty at once are too many; two seconds later one more is allowed; others never pay."""
    seconds = [0.0]
    guesses = Guesses(lambda: seconds[0])
    for _ in range(BURST):
        assert not guesses.are_spent("a")
        guesses.count_wrong("a")
    assert guesses.are_spent("a")
    assert not guesses.are_spent("b")
    seconds[0] += 1 / REFILL_PER_SECOND
    assert not guesses.are_spent("a")


def test_the_number_of_clients_remembered_is_bounded() -> None:
    """Beyond it, the least recently seen starts anew."""
    guesses = Guesses(lambda: 0.0)
    for _ in range(BURST):
        guesses.count_wrong("first")
    for number in range(module.CLIENTS):
        guesses.count_wrong(str(number))
    assert not guesses.are_spent("first")
