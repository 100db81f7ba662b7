"""Lists that may leave: per practice, sub-zone, authority, medicine out of stock, hospital discharges. Masked counts only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.network.masking import Key, mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.continuity.care_table import CareTable


class ListKind(StrEnum):
    """Whom a list is for; its value stands in addresses."""

    PRACTICE = "cabinets"
    ZONE = "zones"
    AUTHORITY = "autorites"
    COMMUNE = "communes"
    MEDICINE = "medicament"
    DISCHARGE = "sorties"


LIST_WORDS = {
    ListKind.PRACTICE: N_("Par cabinet"),
    ListKind.ZONE: N_("Par sous-zone"),
    ListKind.AUTHORITY: N_("ARS et préfecture"),
    ListKind.COMMUNE: N_("Mairies"),
    ListKind.MEDICINE: N_("Rupture de médicament"),
    ListKind.DISCHARGE: N_("Sorties d’hôpital"),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A practice, an area, a commune or a discharge, as it is called: its total, then one count per column. None: masked."""

    name: str
    total: int | None
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CareList:
    """``columns``: category codes of which a number can be shown somewhere; ``masked``: those of which none can.

    ``whole``: the row of everything, first when printed.
    """

    kind: ListKind
    columns: tuple[str, ...]
    rows: tuple[ListRow, ...]
    whole: ListRow
    threshold: int
    masked: tuple[str, ...] = ()
    has_totals: bool = True
    """Whether the rows add up to something that has a name: a few categories together have none."""


def list_of(
    kind: ListKind, table: CareTable, names: Mapping[str, str], categories: Sequence[str] | None = None
) -> CareList:
    """A list read in the one masked table. ``names``: code of a row → as it is called; ``categories``: those it is about."""
    read = {
        ListKind.PRACTICE: table.practice,
        ListKind.ZONE: table.zone,
        ListKind.AUTHORITY: table.department,
        ListKind.COMMUNE: table.commune,
        ListKind.MEDICINE: table.zone if table.grid.zones else table.department,
    }[kind]
    codes = [one for one in table.grid.categories if categories is None or one in categories]
    has_totals = categories is None
    whole = ListRow("", table.total if has_totals else None, tuple(table.category(one) for one in codes))
    rows = [
        ListRow(name, read(code) if has_totals else None, tuple(read(code, one) for one in codes))
        for code, name in names.items()
    ]
    return replace(_narrowed(kind, codes, rows, whole, table.threshold), has_totals=has_totals)


def discharge_list(
    lines: Iterable[tuple[str, str, int]], titles: Mapping[str, str], categories: Sequence[str], threshold: int
) -> CareList:
    """Discharges as counts: (discharge, category, patients), masked together: rows, columns and total."""
    counted: Counter[Key] = Counter()
    for discharge, category, patients in lines:
        if category in categories and discharge in titles:
            counted[discharge, category] += patients
    cells: dict[Key, int] = {(one, code): counted[one, code] for one in titles for code in categories}
    every = frozenset(cells)
    columns = {code: frozenset((one, code) for one in titles) for code in categories}
    across = {one: frozenset((one, code) for code in categories) for one in titles}
    masked = mask(cells, [every, *across.values(), *columns.values()], threshold)
    rows = [
        ListRow(title, masked.sum(across[one]), tuple(masked.cell((one, code)) for code in categories))
        for one, title in titles.items()
    ]
    whole = ListRow("", masked.sum(every), tuple(masked.sum(columns[code]) for code in categories))
    return _narrowed(ListKind.DISCHARGE, categories, rows, whole, threshold)


def _narrowed(
    kind: ListKind, codes: Sequence[str], rows: Sequence[ListRow], whole: ListRow, threshold: int
) -> CareList:
    """The columns of which something shows; the others are named, not drawn."""
    shown = [place for place in range(len(codes)) if any(one.counts[place] is not None for one in (whole, *rows))]
    cut = [ListRow(one.name, one.total, tuple(one.counts[place] for place in shown)) for one in (whole, *rows)]
    return CareList(
        kind=kind,
        columns=tuple(codes[place] for place in shown),
        rows=tuple(cut[1:]),
        whole=cut[0],
        threshold=threshold,
        masked=tuple(code for place, code in enumerate(codes) if place not in shown),
    )
