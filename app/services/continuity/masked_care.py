"""The one masked table of the needs that the practices told, from which every shared list, file and page is read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from app.continuity.care_table import CareTable, Grid, care_table
from app.services.continuity.known_needs import known_needs
from app.services.continuity.read_categories import category_table, continuity_rules
from app.services.keeping.reference import read_library
from app.store import community, people, territory_risks
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.continuity.overview import Basis
    from app.library import Library
    from app.roster.commune import Commune
    from app.services.continuity.known_needs import KnownNeeds
    from app.store.database import Connection, Store

_made: dict[str, CareTable] = {}
"""The last table, under a digest of what it was made of: what is hidden is in neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedCare:
    """The table, what it rests on, and the names of its rows. ``unread``: needs that no key here opens, in no count.

    ``silent``: practices that told nothing; ``communes``: those of the territory, by name.
    """

    table: CareTable
    basis: Basis
    labels: Mapping[str, str]
    communes: Mapping[str, Commune]
    zones: Mapping[str, str]
    departments: Mapping[str, str]
    practices: Mapping[str, str]
    unread: int = 0
    silent: int = 0


def masked_care(conn: Connection, store: Store, at: datetime) -> MaskedCare:
    """The counts that stand at ``at`` (UTC), masked together. Raises InvalidInput for a content file that does not read."""
    library = read_library(store, conn)
    territory, categories = community.read(conn).territory, category_table(library)
    known = known_needs(conn, store, categories, at)
    communes = {one.insee: one for one in library.communes(territory) if one.in_territory} if territory else {}
    zones = {one.id: one for one in territory_risks.zones(conn)}
    told = {need.practice for need in known.needs}
    practices = {str(one.id): one.name or _("Cabinet sans nom") for one in people.practices(conn) if one.id in told}
    departments = _departments(communes)
    grid = Grid(
        communes=sorted(communes),
        categories=list(categories),
        zones={id: frozenset(one.communes) & set(communes) for id, one in sorted(zones.items())},
        departments={code: frozenset(inside) for code, inside in sorted(departments.items())},
        practices=sorted(practices),
    )
    return MaskedCare(
        table=_table(known, grid, continuity_rules(library)["masking_threshold"]),
        basis=known.basis,
        labels={code: one.label for code, one in categories.items()},
        communes=dict(sorted(communes.items(), key=lambda item: (item[1].name, item[0]))),
        zones={id: one.name for id, one in zones.items()},
        departments={code: _department_name(library, code) for code in sorted(departments)},
        practices=dict(sorted(practices.items(), key=lambda item: (item[1], item[0]))),
        unread=sum(one.needs for one in known.unreadable),
        silent=len(known.silent),
    )


def _table(known: KnownNeeds, grid: Grid, threshold: int) -> CareTable:
    needs = sorted((str(one.practice), one.commune, one.category) for one in known.needs)
    digest = sha256(repr((needs, grid.communes, grid.categories, _areas(grid), grid.practices, threshold)).encode())
    key = digest.hexdigest()
    if key not in _made:
        _made.clear()
        _made[key] = care_table(needs, grid, threshold)
    return _made[key]


def _areas(grid: Grid) -> list[tuple[str, list[str]]]:
    return [(code, sorted(inside)) for areas in (grid.zones, grid.departments) for code, inside in areas.items()]


def _departments(communes: Mapping[str, Commune]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for insee, one in communes.items():
        found[one.department].add(insee)
    return found


def _department_name(library: Library, code: str) -> str:
    return next((row.cells["name"] for row in library.file("departments.csv") if row.cells["code"] == code), code)
