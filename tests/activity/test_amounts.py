"""Euros, durations and totals as they are said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.activity.amounts import cents_of, spoken_duration, spoken_euros, total_of
from app.core.errors import InvalidInput
from app.words import use_language


def test_euros_and_durations_follow_the_language() -> None:
    """Cents become euros with the separators of the language; hours drop their zero minutes."""
    said = (spoken_euros(123450), spoken_duration(timedelta(hours=1, minutes=30)), spoken_duration(timedelta(hours=5)))
    assert said == ("1\u202f234,50\xa0€", "1 h 30", "5 h")
    assert spoken_duration(timedelta(minutes=45)) == "45 min"
    with use_language("en"):
        assert spoken_euros(123450) == "€1,234.50"


@pytest.mark.parametrize(("cell", "cents"), [("55", 5500), ("55,5", 5550), ("", None), ("0", 0)])
def test_a_cell_of_euros(cell: str, cents: int | None) -> None:
    """A comma or a point; empty is unknown, which is not zero."""
    assert cents_of({"amount_eur": cell}, "amount_eur") == cents


@pytest.mark.parametrize("cell", ["abc", "-1", "1,005", "NaN", "Infinity"])
def test_a_wrong_amount_is_refused(cell: str) -> None:
    """Negative, too fine or not a number: the cell is named."""
    with pytest.raises(InvalidInput, match="amount_eur"):
        cents_of({"amount_eur": cell}, "amount_eur")


def test_a_total_never_hides_what_is_missing() -> None:
    """One unknown amount makes the sum unknown; the known part is still said."""
    total = total_of([(22000, 22000), (None, 5500), (None, 0)])
    assert (total.cents, total.sentence) == (None, "275,00\xa0€ au moins\xa0; 2 montants inconnus")
    assert (total_of([(100, 100)]).sentence, total_of([(None, 0)]).sentence) == ("1,00\xa0€", "1 montant inconnu")
