"""Needs counted by commune, zone, department, practice and category, masked once for all: the source of every shared view.

Whoever reads, prints or exports reads this one table or a part of it: what one part hides no other gives back
(:mod:`app.network.masking`). Exact counts go in and are not kept.

What is told crosswise is what can be large: the most frequent categories in each area, each large commune and each practice.
The other categories are told by their totals, the other communes by theirs. What anybody can work out is then reckoned on few
numbers without losing any: a table with given sums by row and by column always exists when both add up alike, so that what is
not told crosswise binds nothing but its sums.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.band import Band, shown
from app.network.masking import Key, Keys, mask

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from app.network.masking import Masked

ELSEWHERE = ""
"""Where a need outside the territory is counted: in the total, in no area. A place only where there is such a need: that
there is none at all outside says nothing of anybody, and would else be hidden at the cost of a whole area."""
MOST_CATEGORIES = 8
"""Categories told crosswise; the others are told by their totals alone. Nearly all their crossings would be masked."""
MOST_COMMUNES = 6
"""Communes told by category, the largest."""
MOST_PRACTICES = 20
"""Practices whose categories are told; where there are more, each practice is one total."""
_PLACE, _COMMUNE, _CATEGORY, _PRACTICE, _OTHER, _ALL = "place", "commune", "category", "practice", "other", "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What a table is cut by. ``communes``: INSEE codes of the territory; ``zones`` and ``departments``: code → its communes.

    ``practices``: ids of those that said anything. Zones and departments may overlap one another in any way.
    """

    communes: Sequence[str]
    categories: Sequence[str]
    zones: Mapping[str, frozenset[str]]
    departments: Mapping[str, frozenset[str]]
    practices: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How finely a table is told. ``columns``: categories told crosswise, then one for all others; ``folded``: those others.

    ``blocks``: block of communes that lie in the same areas → its communes; a commune told by category is its own block.
    """

    columns: tuple[str, ...]
    folded: tuple[str, ...]
    blocks: Mapping[str, tuple[str, ...]]
    by_category: bool
    """Whether practices are cut by category."""
    block_of: Mapping[str, str]

    @property
    def practice_columns(self) -> tuple[str, ...]:
        """What practices are cut by: the same columns, or nothing."""
        return self.columns if self.by_category else (_ALL,)

    def blocks_in(self, communes: Iterable[str]) -> list[str]:
        """The blocks that make up an area."""
        return sorted({self.block_of[one] for one in communes})

    def column(self, category: str) -> str:
        """Where a category is counted."""
        return _OTHER if category in self.folded else category


@dataclass(frozen=True, slots=True)
class CareTable:
    """The masked counts. Each reading gives a number, or None where it is masked; nothing hidden is in here."""

    grid: Grid
    cut: Cut
    masked: Masked

    @property
    def threshold(self) -> int:
        """Below it a count is masked."""
        return self.masked.threshold

    @property
    def total(self) -> int | None:
        """All needs."""
        return self._in(self.cut.blocks)

    def category(self, code: str) -> int | None:
        """Needs of a category, everywhere."""
        return self.masked.cell((_CATEGORY, code)) if code in self.cut.folded else self._in(self.cut.blocks, code)

    def commune(self, insee: str, code: str = "") -> int | None:
        """Needs in a commune, of one category or of all."""
        block = self.cut.block_of[insee]
        if len(self.cut.blocks[block]) == 1:
            return self._in([block], code)
        return None if code else self.masked.cell((_COMMUNE, insee))

    def zone(self, name: str, code: str = "") -> int | None:
        """Needs in a sub-zone, of one category or of all."""
        return self._in(self.cut.blocks_in(self.grid.zones[name]), code)

    def department(self, number: str, code: str = "") -> int | None:
        """Needs in a department, of one category or of all."""
        return self._in(self.cut.blocks_in(self.grid.departments[number]), code)

    def practice(self, id: str, code: str = "") -> int | None:
        """Needs of a practice, of one category or of all."""
        if code in self.cut.folded:
            return None
        return self.masked.sum(_keys(_PRACTICE, [id], [code] if code else self.cut.practice_columns))

    def practice_band(self, id: str) -> Band:
        """The same, all categories, no closer than what is shown says: a masked one may be all that the others leave of the total."""
        count = self.practice(id)
        return shown(count, exact=False, threshold=self.threshold) if count is not None else Band(0, self._left)

    @property
    def _left(self) -> int:
        """As many as the practices whose totals are masked can have together, rounded up to the end of a band."""
        told = sum(self.practice(one) or 0 for one in self.grid.practices)
        return shown((self.total or told) - told, exact=False, threshold=self.threshold).high

    def touched(self, closed: Collection[str], lessened: Collection[str], *, anybody: bool) -> Band:
        """Needs touched when practices are ``closed``, others ``lessened``, and ``anybody`` may be: from what is shown alone."""
        bands = {one: self.practice_band(one) for one in self.grid.practices}
        low = sum(bands[one].low for one in closed if one in bands)
        reached = set(bands) if anybody else {*closed, *lessened} & bands.keys()
        told = sum(bands[one].high for one in reached if self.practice(one) is not None)
        return Band(low, told + (self._left if any(self.practice(one) is None for one in reached) else 0))

    def _in(self, blocks: Iterable[str], code: str = "") -> int | None:
        if code in self.cut.folded:
            return None
        return self.masked.sum(_keys(_PLACE, blocks, [code] if code else self.cut.columns))


def care_table(needs: Iterable[tuple[str, str, str]], grid: Grid, threshold: int) -> CareTable:
    """The table of needs given as (practice, commune, category), one each. Every view that it has is asked for here.

    A need whose category or practice is not in ``grid`` is left out; outside the communes it counts as elsewhere.
    """
    practices, communes, categories = set(grid.practices), set(grid.communes), set(grid.categories)
    kept = [
        (practice, commune if commune in communes else ELSEWHERE, category)
        for practice, commune, category in needs
        if category in categories and practice in practices
    ]
    cut = _cut(grid, kept)
    cells = _cells(grid, cut)
    for practice, commune, category in kept:
        block, column = cut.block_of[commune], cut.column(category)
        cells[_PLACE, block, column] += 1
        cells[_PRACTICE, practice, column if cut.by_category else _ALL] += 1
        if column == _OTHER:
            cells[_CATEGORY, category] += 1
        if len(cut.blocks[block]) > 1:
            cells[_COMMUNE, commune] += 1
    masked = mask(cells, _views(grid, cut), threshold, same=_same(grid, cut), unsaid=_unsaid(cut, cells))
    return CareTable(grid, cut, masked)


def _cut(grid: Grid, needs: Sequence[tuple[str, str, str]]) -> Cut:
    """The categories and communes with most needs are told crosswise; all of them where they are few."""
    by_category = Counter(category for _practice, _commune, category in needs)
    by_commune = Counter(commune for _practice, commune, _category in needs)
    told = _largest(grid.categories, by_category, MOST_CATEGORIES)
    large = _largest(grid.communes, by_commune, MOST_COMMUNES)
    areas = [*grid.zones.values(), *grid.departments.values()]
    alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in [*grid.communes, *([ELSEWHERE] if by_commune[ELSEWHERE] else [])]:
        apart = one in large or one == ELSEWHERE
        alike[one if apart else _ALL, *(str(one in area) for area in areas)].append(one)
    blocks = {min(inside): tuple(inside) for inside in alike.values()}
    folded = tuple(one for one in grid.categories if one not in told)
    return Cut(
        columns=(*(one for one in grid.categories if one in told), *([_OTHER] if folded else [])),
        folded=folded,
        blocks=blocks,
        by_category=len(grid.practices) <= MOST_PRACTICES,
        block_of={one: block for block, inside in blocks.items() for one in inside},
    )


def _largest(codes: Sequence[str], counts: Mapping[str, int], most: int) -> set[str]:
    """The codes with the highest counts, all of them where one more than ``most`` is all there are: one alone hides nothing."""
    ordered = sorted(codes, key=lambda one: (-counts[one], one))
    return set(ordered if len(ordered) <= most + 1 else ordered[:most])


def _cells(grid: Grid, cut: Cut) -> dict[Key, int]:
    """Every cell that could exist, empty."""
    keys = [
        *sorted(_keys(_PLACE, cut.blocks, cut.columns)),
        *sorted(_keys(_PRACTICE, grid.practices, cut.practice_columns)),
        *((_CATEGORY, one) for one in cut.folded),
        *((_COMMUNE, one) for inside in cut.blocks.values() if len(inside) > 1 for one in inside),
    ]
    return dict.fromkeys(keys, 0)


def _same(grid: Grid, cut: Cut) -> list[tuple[Keys, Keys]]:
    """What counts the same needs twice: places and practices, blocks and their communes, the other categories and their totals."""
    found = [
        (_keys(_PLACE, cut.blocks, cut.columns if column == _ALL else [column]), held)
        for column in cut.practice_columns
        if (held := _keys(_PRACTICE, grid.practices, [column]))
    ]
    found += [
        (_keys(_PLACE, [block], cut.columns), frozenset((_COMMUNE, one) for one in inside))
        for block, inside in cut.blocks.items()
        if len(inside) > 1
    ]
    if cut.folded:
        found.append((_keys(_PLACE, cut.blocks, [_OTHER]), frozenset((_CATEGORY, one) for one in cut.folded)))
    return found


def _views(grid: Grid, cut: Cut) -> list[Keys]:
    """Every sum that may be shown, the most wanted first; single cells come last by themselves."""
    areas = [cut.blocks_in(one) for one in (*grid.zones.values(), *grid.departments.values())]
    alone = [[block] for block, inside in cut.blocks.items() if len(inside) == 1 and block != ELSEWHERE]
    return [
        _keys(_PLACE, cut.blocks, cut.columns),
        *(_keys(_PLACE, cut.blocks, [code]) for code in cut.columns if code != _OTHER),
        *(frozenset({(_CATEGORY, code)}) for code in cut.folded),
        *(_keys(_PLACE, area, cut.columns) for area in areas),
        *(_keys(_PRACTICE, [one], cut.practice_columns) for one in grid.practices),
        *(_keys(_PLACE, area, [code]) for area in areas for code in cut.columns if code != _OTHER),
        *(_keys(_PLACE, one, cut.columns) for one in alone),
    ]


def _unsaid(cut: Cut, cells: Iterable[Key]) -> Keys:
    """What no view says: the other categories together, and blocks of several communes by category."""
    several = {block for block, inside in cut.blocks.items() if len(inside) > 1 or block == ELSEWHERE}
    return frozenset(key for key in cells if key[-1] == _OTHER or (key[0] == _PLACE and key[1] in several))


def _keys(kind: str, rows: Iterable[str], columns: Iterable[str]) -> Keys:
    found = list(columns)
    return frozenset((kind, row, column) for row in rows for column in found)
