"""Needs to expect: rates × people, to the figures of the projet de santé of Redon; marked for what they rest on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.continuity.expected import Expected, Rate, expected_of, rate_of, rated, share
from app.core.errors import InvalidInput
from app.library import Library
from app.library.content import built
from app.roster.commune import Commune
from app.services.continuity.expected_demand import BASES, RATES
from app.services.continuity.read_categories import category_table

BASES_HELD = {"population": "", "ALD": "ald"}
CATEGORIES = list(category_table(Library()).values())


def a_rate(code: str, percent: str, of: str = "") -> Rate:
    """A rate in percent."""
    return Rate(code=code, label=code, percent=Fraction(percent), base="population", source="essai", of=of)


def redon_rates() -> dict[str, Rate]:
    """The shipped rates of Redon."""
    library = Library()
    bases = {row.cells["population_base"]: row.cells["share_of"] for row in library.file(BASES)}
    read = (built(record, lambda row: rate_of(row, "cpts_redon", bases)) for record in library.file(RATES))
    return {one.code: one for one in read if one is not None}


def test_the_shipped_rates_give_the_shipped_estimates() -> None:
    """Commune by commune, severe heart failure and psychiatric conditions are those of the shipped table."""
    communes = list(Library().communes("redon"))
    found = {(one.category, one.commune): one.count for one in expected_of(CATEGORIES, redon_rates(), communes)}
    table = Library().file("reference/demande_attendue_redon_par_commune.csv")
    said = {("IC", row.cells["insee_code"]): int(row.cells["attendu_ic_grave"]) for row in table}
    said |= {("PSY", row.cells["insee_code"]): int(row.cells["attendu_psy"]) for row in table}
    assert {key: found[key] for key in said} == said


def test_a_rate_of_a_rate_is_a_share_of_it() -> None:
    """Long-term conditions without a GP are 1.9 % of the 25.1 % who have such a condition."""
    rates = redon_rates()
    assert share(rates["ald_sans_mt"], rates) == Fraction("0.251") * Fraction("0.019")


def test_only_categories_with_a_rate_that_can_be_used_are_expected() -> None:
    """Three of the shipped categories have a rate; nothing is guessed for the others."""
    assert sorted(rated(CATEGORIES, redon_rates())) == ["ALD-MT", "IC", "PSY"]


def test_a_neighbour_is_not_of_the_territory() -> None:
    """Communes kept on the map for another community expect nothing here."""
    communes = [
        Commune("35236", "Redon", "35600", "35", 10_000, 47.6, -2.1),
        Commune("56001", "Allaire", "56350", "56", 10_000, 47.6, -2.1, in_territory=False),
    ]
    psy = [one for one in CATEGORIES if one.code == "PSY"]
    assert expected_of(psy, {"psy": a_rate("psy", "3")}, communes) == (
        Expected(category="PSY", commune="35236", count=300),
    )


@pytest.mark.parametrize(
    "row",
    [
        {"code": "x", "unite": "hab/km²", "population_base": "population", "r": "3", "libelle": "x", "source": "s"},
        {"code": "x", "unite": "%", "population_base": "≥80 ans", "r": "3", "libelle": "x", "source": "s"},
        {"code": "x", "unite": "%", "population_base": "population", "r": "", "libelle": "x", "source": "s"},
    ],
)
def test_what_is_no_share_of_people_counted_by_commune_is_no_rate(row: dict[str, str]) -> None:
    """A density, a share of those over eighty, an empty cell: none can be multiplied by the people of a commune."""
    assert rate_of(row, "r", BASES_HELD) is None


@pytest.mark.parametrize("said", ["trois", "130"])
def test_a_rate_that_does_not_read_is_refused(said: str) -> None:
    """One sentence, naming the column and what it holds."""
    row = {"code": "x", "unite": "%", "population_base": "population", "r": said, "libelle": "x", "source": "s"}
    with pytest.raises(InvalidInput):
        rate_of(row, "r", BASES_HELD)


def test_rates_that_turn_in_a_circle_are_refused() -> None:
    """A share of itself would never end."""
    rates = {"a": a_rate("a", "3", of="b"), "b": a_rate("b", "3", of="a")}
    with pytest.raises(InvalidInput):
        share(rates["a"], rates)


def test_a_share_of_an_unknown_rate_is_left_out() -> None:
    """Without the rate it is a share of, a rate says nothing."""
    category = next(one for one in CATEGORIES if one.code == "ALD-MT")
    assert rated([category], {"ald_sans_mt": a_rate("ald_sans_mt", "1.9", of="ald")}) == {}
