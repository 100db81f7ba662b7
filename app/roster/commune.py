"""Communes of a territory: INSEE code, name, population, town-hall point (``data/territories/communes_*.csv``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.roster.cells import Cells, integer, required, text
from app.roster.spelling import fold

INSIDE = "CPTS"
"""Column ``perimetre`` of a commune that belongs to the territory."""


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune. Latitude and longitude (WGS84 degrees) are those of the town hall.

    ``in_territory`` is False for a neighbour kept on the map, which another CPTS looks after.
    """

    insee: str
    name: str
    postal_code: str
    department: str
    population: int
    latitude: float
    longitude: float
    in_territory: bool = True


class Communes:
    """The communes of a territory and its neighbours: by INSEE code, and by name as files write it."""

    def __init__(self, rows: Iterable[Commune] = ()) -> None:
        self._by_insee = {one.insee: one for one in sorted(rows, key=lambda one: one.insee)}
        self._by_name = {_name_key(one.name): one for one in self._by_insee.values()}

    def __iter__(self) -> Iterator[Commune]:
        return iter(self._by_insee.values())

    def __len__(self) -> int:
        return len(self._by_insee)

    def __contains__(self, insee: object) -> bool:
        return insee in self._by_insee

    def __getitem__(self, insee: str) -> Commune:
        return self._by_insee[insee]

    @property
    def codes(self) -> frozenset[str]:
        """The INSEE codes of the territory, neighbours left out."""
        return frozenset(one.insee for one in self if one.in_territory)

    def named(self, name: str) -> Commune | None:
        """The commune of that name, whatever its accents, case, hyphens, « St » or « Ste »."""
        return self._by_name.get(_name_key(name))

    def of_postal_code(self, code: str) -> tuple[Commune, ...]:
        """The communes that share a postal code, in order of INSEE code."""
        return tuple(one for one in self if one.postal_code == code)


def _name_key(name: str) -> str:
    whole = {"st": "saint", "ste": "sainte"}
    return " ".join(whole.get(word, word) for word in fold(name).split())


def commune_of(row: Cells) -> Commune:
    """One row of a communes table as a value."""
    return Commune(
        insee=required(row, "insee_code"),
        name=required(row, "name"),
        postal_code=text(row, "postal_code"),
        department=text(row, "department"),
        population=integer(row, "population") or 0,
        latitude=float(text(row, "lat_bourg") or required(row, "lat")),
        longitude=float(text(row, "lon_bourg") or required(row, "lon")),
        in_territory=text(row, "perimetre") in ("", INSIDE),
    )
