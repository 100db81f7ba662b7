"""Needs counted by commune, zone, department, practice and category, masked once for all: the source of every shared view.

Whoever reads, prints or exports reads this one table or a part of it: what one part hides no other gives back
(:mod:`app.network.masking`). Exact counts go in and are not kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.network.masking import Key, Keys, mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.network.masking import Masked

ELSEWHERE = ""
"""Where a need outside the territory is counted: in the total, in no area. A place only where there is such a need: that
there is none at all outside says nothing of anybody, and would else be hidden at the cost of a whole area."""
MOST_DETAILED = 20
"""Practices whose categories are told; where there are more, each practice is one total: closing the whole table would take
minutes for numbers that are nearly all masked."""
_PLACE, _PRACTICE, _ALL = "place", "practice", "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What a table is cut by. ``communes``: INSEE codes of the territory; ``zones`` and ``departments``: code → its communes.

    ``practices``: ids of those that said anything. Zones and departments may overlap one another in any way. ``elsewhere``:
    whether some needs are outside.
    """

    communes: Sequence[str]
    categories: Sequence[str]
    zones: Mapping[str, frozenset[str]]
    departments: Mapping[str, frozenset[str]]
    practices: Sequence[str]
    elsewhere: bool = False

    @property
    def places(self) -> list[str]:
        """Every place where needs are counted."""
        return [*self.communes, *([ELSEWHERE] if self.elsewhere else [])]

    @property
    def detail(self) -> Sequence[str]:
        """What practices are cut by: categories, or nothing."""
        return self.categories if len(self.practices) <= MOST_DETAILED else (_ALL,)


@dataclass(frozen=True, slots=True)
class CareTable:
    """The masked counts. Each reading gives a number, or None where it is masked; nothing hidden is in here."""

    grid: Grid
    masked: Masked

    @property
    def threshold(self) -> int:
        """Below it a count is masked."""
        return self.masked.threshold

    @property
    def total(self) -> int | None:
        """All needs."""
        return self._in(self.grid.places)

    def category(self, code: str) -> int | None:
        """Needs of a category, everywhere."""
        return self._in(self.grid.places, code)

    def commune(self, insee: str, code: str = "") -> int | None:
        """Needs in a commune, of one category or of all."""
        return self._in([insee], code)

    def zone(self, name: str, code: str = "") -> int | None:
        """Needs in a sub-zone, of one category or of all."""
        return self._in(self.grid.zones[name], code)

    def department(self, number: str, code: str = "") -> int | None:
        """Needs in a department, of one category or of all."""
        return self._in(self.grid.departments[number], code)

    def practice(self, id: str, code: str = "") -> int | None:
        """Needs of a practice, of one category or of all."""
        return self.masked.sum(_keys(_PRACTICE, [id], [code] if code else self.grid.detail))

    def _in(self, communes: Iterable[str], code: str = "") -> int | None:
        return self.masked.sum(_keys(_PLACE, communes, [code] if code else self.grid.categories))


def care_table(needs: Iterable[tuple[str, str, str]], grid: Grid, threshold: int) -> CareTable:
    """The table of needs given as (practice, commune, category), one each. Every view that it has is asked for here.

    A need whose category or practice is not in ``grid`` is left out; outside the communes it counts as elsewhere.
    """
    practices, communes, categories = set(grid.practices), set(grid.communes), set(grid.categories)
    counted: Counter[Key] = Counter()
    for practice, commune, category in needs:
        if category in categories and practice in practices:
            counted[_PLACE, commune if commune in communes else ELSEWHERE, category] += 1
            counted[_PRACTICE, practice, category if grid.detail is grid.categories else _ALL] += 1
    grid = replace(grid, elsewhere=any(key[:2] == (_PLACE, ELSEWHERE) for key in counted))
    places, holders = grid.places, list(grid.practices)
    cells: dict[Key, int] = {
        key: counted[key]
        for keys in (_keys(_PLACE, places, grid.categories), _keys(_PRACTICE, holders, grid.detail))
        for key in sorted(keys)
    }
    same = [
        (_keys(_PLACE, places, _told(grid, code)), _keys(_PRACTICE, holders, [code])) for code in grid.detail if holders
    ]
    return CareTable(grid, mask(cells, _views(grid), threshold, same=same))


def _views(grid: Grid) -> list[Keys]:
    """Every sum that may be shown, the most wanted first; single cells come last by themselves."""
    areas = [*grid.zones.values(), *grid.departments.values()]
    every = grid.categories
    return [
        _keys(_PLACE, grid.places, every),
        *(_keys(_PLACE, grid.places, [code]) for code in every),
        *(_keys(_PLACE, area, every) for area in areas),
        *(_keys(_PRACTICE, [one], grid.detail) for one in grid.practices),
        *(_keys(_PLACE, area, [code]) for area in areas for code in every),
        *(_keys(_PLACE, [one], every) for one in grid.communes),
    ]


def _told(grid: Grid, code: str) -> Sequence[str]:
    return grid.categories if code == _ALL else [code]


def _keys(kind: str, rows: Iterable[str], categories: Iterable[str]) -> Keys:
    columns = list(categories)
    return frozenset((kind, row, column) for row in rows for column in columns)
