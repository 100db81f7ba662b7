"""What to expect where no register says, commune by commune, and how much of it the practices noted. Estimates, marked so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.completeness import Completeness, by_category, by_commune
from app.continuity.expected import Expected, Rate, expected_of, rate_of, rated, share
from app.core.errors import N_, InvalidInput
from app.library import Library
from app.library.content import built
from app.roster.cells import required, text
from app.services.continuity.masked_care import masked_care
from app.services.continuity.read_categories import category_table
from app.services.keeping.reference import read_library
from app.store import community
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.access.actor import Actor
    from app.continuity.overview import Basis
    from app.roster.cells import Cells
    from app.roster.commune import Commune
    from app.store.database import Connection, Store

RATES, BASES, COLUMNS = "reference/epidemio_redon_2021.csv", "expected_bases.csv", "expected_columns.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedView:
    """``lines``: one per category with a rate; ``places``: category → one per commune, the most expected first.

    ``rates``: category → where its estimate comes from; ``unrated``: categories that no rate speaks of; ``people``:
    inhabitants of the territory. Numbers noted are masked; ``names`` and ``labels`` say communes and categories.
    """

    lines: tuple[Completeness, ...]
    places: Mapping[str, tuple[Completeness, ...]]
    rates: Mapping[str, Rate]
    unrated: tuple[str, ...]
    people: int
    where: str
    labels: Mapping[str, str]
    names: Mapping[str, str]
    basis: Basis
    threshold: int
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Estimates by category and commune, the rates they come from, and whose rates these are (« taux de la Bretagne »)."""

    found: tuple[Expected, ...]
    rates: Mapping[str, Rate]
    whose: str


def read_expected(actor: Actor, store: Store) -> ExpectedView:
    """Estimates against what is noted. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    with store.reading() as conn:
        library, care = read_library(store, conn), masked_care(conn, store, store.now())
        estimate = expected_demand(conn, store)
    communes = care.communes.values()
    return ExpectedView(
        lines=by_category(care.table, estimate.found),
        places={code: by_commune(care.table, estimate.found, code) for code in estimate.rates},
        rates=estimate.rates,
        unrated=tuple(one.label for code, one in category_table(library).items() if code not in estimate.rates),
        people=sum(one.population for one in communes),
        where=estimate.whose,
        labels=care.labels,
        names={one.insee: one.name for one in communes},
        basis=care.basis,
        threshold=care.table.threshold,
        unread=care.unread,
    )


def expected_demand(conn: Connection, store: Store) -> Estimate:
    """The estimates alone, for whoever computes on them; empty without a territory. Raises InvalidInput for a file that does not read."""
    library, territory = read_library(store, conn), community.read(conn).territory
    communes = [one for one in library.communes(territory) if one.in_territory] if territory else []
    column, whose = _column(library, territory, communes)
    rates = _rates(library, column)
    categories = list(category_table(library).values())
    found = expected_of(categories, rates, communes)
    return Estimate(found=found, rates=rated(categories, rates), whose=whose)


def check_expected(library: Library) -> None:
    """Read every table that an estimate rests on, in every column that may be used. Raises InvalidInput."""
    for record in library.file(COLUMNS):
        column = built(record, _column_of)
        rates = _rates(library, column)
        for base in library.file(BASES):
            built(base, partial(_check_base, rates=rates))
    _column(library, "", ())


def _column_of(row: Cells) -> str:
    column = required(row, "column")
    if column not in _held(RATES):
        raise InvalidInput(N_("column : « {column} » n’est pas une colonne de {file}."), column=column, file=RATES)
    return column


def _held(file: str) -> Collection[str]:
    """The columns of a shipped table."""
    return Library().file(file)[0].cells.keys()


def _check_base(row: Cells, rates: Mapping[str, Rate]) -> None:
    of = text(row, "share_of")
    if of and of not in rates:
        raise InvalidInput(N_("share_of : « {code} » n’est pas un taux de {file}."), code=of, file=RATES)
    for one in rates.values():
        if one.base == text(row, "population_base"):
            share(one, rates)


def _rates(library: Library, column: str) -> Mapping[str, Rate]:
    bases = dict(built(record, _base_of) for record in library.file(BASES))
    read = (built(record, lambda row: rate_of(row, column, bases)) for record in library.file(RATES))
    return {one.code: one for one in read if one is not None}


def _base_of(row: Cells) -> tuple[str, str]:
    return required(row, "population_base"), text(row, "share_of")


def _column(library: Library, territory: str, communes: Sequence[Commune]) -> tuple[str, str]:
    """The column of rates nearest to the territory, and its name: its own, its region's, the country's."""
    region = _region(library, communes)
    ending = "en" if language() == "en" else "fr"
    for record in library.file(COLUMNS):
        row = record.cells
        if text(row, "territory") in ("", territory) and text(row, "region") in ("", region):
            return built(record, _column_of), built(record, lambda row: required(row, f"label_{ending}"))
    raise InvalidInput(N_("{file} : aucune ligne ne vaut partout ; ajoutez celle de la France."), file=COLUMNS)


def _region(library: Library, communes: Sequence[Commune]) -> str:
    """The region where most people of the territory live."""
    people: Counter[str] = Counter()
    names = {row.cells["code"]: row.cells["region"] for row in library.file("departments.csv")}
    for one in communes:
        people[names.get(one.department, "")] += one.population
    return min(people, key=lambda name: (-people[name], name), default="")
