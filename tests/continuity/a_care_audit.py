"""Everything that a table of needs says, and what anybody can work out of it: by commune × category and practice × category."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from app.continuity.care_table import ELSEWHERE
from tests.network.an_audit import Audit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.continuity.care_table import CareTable
    from app.network.masking import Keys


def every_view(table: CareTable) -> dict[Keys, int | None]:
    """Each view that the table offers, with what it says."""
    grid = table.grid
    places, every = (*grid.communes, ELSEWHERE), grid.categories
    said: dict[Keys, int | None] = {_cells("place", places, every): table.total}
    for code in every:
        said[_cells("place", places, [code])] = table.category(code)
    for codes in (every, *([code] for code in every)):
        code = codes[0] if len(codes) == 1 else ""
        said |= {_cells("place", [one], codes): table.commune(one, code) for one in grid.communes}
        said |= {_cells("place", inside, codes): table.zone(name, code) for name, inside in grid.zones.items()}
        said |= {
            _cells("place", inside, codes): table.department(name, code) for name, inside in grid.departments.items()
        }
        said |= {_cells("practice", [one], codes): table.practice(one, code) for one in grid.practices}
    return said


def audit_of(table: CareTable) -> tuple[Audit, list[Keys]]:
    """The audit of all that a table shows, and all that it masks."""
    grid, views = table.grid, every_view(table)
    shown = {keys: count for keys, count in views.items() if count is not None}
    same = [
        (_cells("place", (*grid.communes, ELSEWHERE), [code]), _cells("practice", grid.practices, [code]))
        for code in grid.categories
    ]
    masked = sorted((keys for keys, count in views.items() if count is None), key=sorted)
    return Audit(sorted({key for keys in views for key in keys}), shown, same), masked


def narrowest(table: CareTable) -> float:
    """The least width of all that is masked."""
    audit, masked = audit_of(table)
    return audit.narrowest(masked)


def _cells(kind: str, rows: Iterable[str], codes: Iterable[str]) -> Keys:
    return frozenset((kind, one, code) for one, code in product(rows, codes))
