"""Sharps containers wait from the day they are filled until they are collected."""

from __future__ import annotations

from datetime import date

import pytest

from app.activity.sharps import SharpsContainer, waiting_sentence
from app.core.errors import InvalidInput

TODAY = date(2026, 12, 10)
FIRST = date(2026, 12, 1)


def test_the_containers_that_wait_are_counted() -> None:
    """Filled and not collected by today: counted with the oldest; open, collected or later ones are not."""
    held = [
        SharpsContainer("1", FIRST, FIRST), SharpsContainer("2", FIRST, TODAY), SharpsContainer("3", FIRST),
        SharpsContainer("4", FIRST, FIRST, date(2026, 12, 9)), SharpsContainer("5", FIRST, date(2026, 12, 11)),
    ]  # fmt: skip
    assert waiting_sentence(held, TODAY) == (
        "2 collecteurs DASRI fermés attendent leur enlèvement, le plus ancien depuis 9 jours."
    )
    assert waiting_sentence(held[1:2], TODAY) == "1 collecteur DASRI fermé attend son enlèvement, depuis aujourd’hui."
    assert waiting_sentence(held[2:], TODAY) is None


def test_dates_out_of_order_are_refused() -> None:
    """Collected before filled, or without ever being filled."""
    with pytest.raises(InvalidInput, match="dans cet ordre"):
        SharpsContainer("1", TODAY, FIRST)
    with pytest.raises(InvalidInput, match="avant son enlèvement"):
        SharpsContainer("1", FIRST, None, TODAY)
