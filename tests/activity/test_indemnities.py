"""Indemnities are in force only once the board has voted them; the packaged ones are examples without an amount."""

from __future__ import annotations

from datetime import date

import pytest

from app.activity.indemnities import IndemnityUnit, indemnity, indemnity_rate_of
from app.core.errors import InvalidInput
from tests.activity.builders import rows

H, D = IndemnityUnit.HOUR, IndemnityUnit.HALF_DAY
PACKAGED = [indemnity_rate_of(one.cells) for one in rows("indemnities")]
CELLS = dict(rows("indemnities")[0].cells) | {"source": "délibération 12"}


def voted(amount: str, on: str, **changes: str) -> dict[str, str]:
    return CELLS | {"amount_eur": amount, "voted_on": on} | changes


def test_nothing_packaged_is_in_force() -> None:
    """Four activities are named, none has an amount: unknown, never 0."""
    assert {one.activity for one in PACKAGED} == {"crisis_cell", "exercise", "plan_writing", "mobile_team"}
    found = indemnity(PACKAGED, activity="crisis_cell", unit=H, quantity=3, on=date(2026, 12, 2))
    assert (found.amount_cents, found.sentence) == (
        None,
        "3 heures commencées le 2 décembre 2026 : aucun montant voté en vigueur.",
    )


def test_a_vote_is_in_force_from_its_day() -> None:
    """The latest vote wins from its day on; before any vote, after the end, or for another unit there is nothing."""
    rates = [indemnity_rate_of(voted(*one)) for one in (("50", "2026-10-01"), ("60", "2026-12-01"))]
    rates.append(indemnity_rate_of(voted("70", "2026-12-05", valid_from="2026-01-01", valid_to="2026-12-06")))

    def owed(day: date, unit: IndemnityUnit = H) -> int | None:
        return indemnity(rates, activity="crisis_cell", unit=unit, quantity=3, on=day).amount_cents

    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 1), date(2026, 12, 6), date(2026, 12, 7)]
    assert [owed(day) for day in days] == [None, 15000, 18000, 21000, 18000]
    assert owed(date(2026, 12, 1), D) is None


def test_an_indemnity_explains_itself() -> None:
    """Activity, quantity, date, rate, vote and source in one sentence."""
    found = indemnity(
        [indemnity_rate_of(voted("50", "2026-10-01"))], activity="crisis_cell", unit=H, quantity=3, on=date(2026, 12, 2)
    )
    assert found.sentence == (
        "Cellule de crise, 3 heures commencées le 2 décembre 2026 : 3 × 50,00 € = 150,00 € ; "
        "voté le 1er octobre 2026 (délibération 12)."
    )


def test_an_amount_without_a_vote_is_refused() -> None:
    """A figure nobody voted never becomes money; neither does a quantity of nothing."""
    with pytest.raises(InvalidInput, match="voted_on"):
        indemnity_rate_of(voted("50", ""))
    with pytest.raises(InvalidInput, match="au moins"):
        indemnity(PACKAGED, activity="crisis_cell", unit=H, quantity=0, on=date(2026, 12, 2))
