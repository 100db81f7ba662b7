"""Needs to expect where no register says: a rate of the territory × the people of each commune. Always an estimate.

Rates are rows of ``data/reference/epidemio_redon_2021.csv`` (projet de santé de la CPTS Pays de Redon, 2021, § 1.4.3:
diagnostic CPAM 35, September 2020); what each is a share of, rows of ``data/expected_bases.csv``. Nothing here is measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.cells import required, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.continuity.category import Category
    from app.roster.cells import Cells
    from app.roster.commune import Commune

PERCENT = "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share of ``base``, in percent. ``of``: the rate that gives the people it is a share of; empty: all inhabitants."""

    code: str
    label: str
    percent: Fraction
    base: str
    source: str
    of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """``count`` patients expected of a category in a commune, to the nearest one."""

    category: str
    commune: str
    count: int


def rate_of(row: Cells, column: str, bases: Mapping[str, str]) -> Rate | None:
    """A row of the table of rates, read in ``column``; None when it is no share, or of people nobody counts by commune.

    ``bases``: what a rate is a share of → the code of the rate that gives those people (empty: all inhabitants).
    """
    base, said = text(row, "population_base"), text(row, column)
    if text(row, "unite") != PERCENT or base not in bases or not said:
        return None
    try:
        percent = Fraction(said)
    except ValueError:
        raise InvalidInput(N_("{column} : « {said} » n’est pas un taux en %."), column=column, said=said) from None
    if not 0 <= percent <= 100:
        raise InvalidInput(N_("{column} : un taux va de 0 à 100 %, pas {said}."), column=column, said=said)
    return Rate(
        code=required(row, "code"),
        label=required(row, "libelle"),
        percent=percent,
        base=base,
        source=required(row, "source"),
        of=bases[base],
        note=text(row, "note"),
    )


def share(rate: Rate, rates: Mapping[str, Rate]) -> Fraction:
    """What part of all inhabitants a rate stands for, the rates it is a share of included. Raises InvalidInput on a circle."""
    part, seen = Fraction(1), set[str]()
    following: Rate | None = rate
    while following is not None:
        if following.code in seen:
            raise InvalidInput(N_("Le taux {code} est une part de lui-même."), code=rate.code)
        seen.add(following.code)
        part *= following.percent / 100
        following = rates.get(following.of)
    return part


def rated(categories: Iterable[Category], rates: Mapping[str, Rate]) -> dict[str, Rate]:
    """Category code → its rate, of those that have one that can be used."""
    return {one.code: rates[one.rate] for one in categories if one.rate and _is_whole(rates, one.rate)}


def expected_of(
    categories: Iterable[Category], rates: Mapping[str, Rate], communes: Iterable[Commune]
) -> tuple[Expected, ...]:
    """What each category with a rate makes expect in each commune of the territory; nothing for the others."""
    found = rated(categories, rates)
    inside = [one for one in communes if one.in_territory]
    return tuple(
        Expected(category=code, commune=commune.insee, count=_rounded(share(rate, rates) * commune.population))
        for code, rate in found.items()
        for commune in inside
    )


def _is_whole(rates: Mapping[str, Rate], code: str) -> bool:
    """Whether the rate and every one it is a share of are known."""
    seen = set[str]()
    while code and code not in seen:
        if code not in rates:
            return False
        seen.add(code)
        code = rates[code].of
    return True


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
