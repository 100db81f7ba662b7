"""What coverage assumes: rates of demand, what each profession and place gives, duty, transport, and the roads with what was
said of them. Read as one value for the world, and as a page for people.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import N_, InvalidInput, NotFound
from app.drills.supply import PostRow, SupplyRow
from app.drills.territory import BOAT, Road, road_id
from app.services.keeping.reference import read_library
from app.store import community, reference, road_overrides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.access.actor import Actor
    from app.drills.demand import SkillRow
    from app.library import Library
    from app.store.database import Connection, Store
    from app.store.road_overrides import RoadOverride

TABLES = ("coverage_skills", "coverage_supply", "duty_supply", "transport_supply")
"""The tables that coverage rests on, as « Règles et tarifs » edits them."""


@dataclass(frozen=True, slots=True)
class CoverageTables:
    """The rows in force. ``supply`` by profession slug or kind of place; ``duty``, ``transport``: those of the territory."""

    skills: Mapping[str, SkillRow]
    supply: Mapping[str, SupplyRow]
    duty: tuple[PostRow, ...]
    transport: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class RoadRow:
    """One road. ``usual``: its estimated minutes; ``minutes`` None: closed, as somebody said; ``risk``: what endangers it."""

    road: Road
    usual: Fraction
    minutes: Fraction | None
    name: str
    is_boat: bool
    risk: str = ""
    override: RoadOverride | None = None


@dataclass(frozen=True, slots=True)
class AssumptionsView:
    """Everything assumed. ``own``: the community's own rows by table; ``to_check``: rows that nobody checked, by table."""

    tables: CoverageTables
    library: Library
    own: Mapping[str, Sequence[Mapping[str, str]]]
    roads: tuple[RoadRow, ...]
    to_check: Mapping[str, int]
    territory: str
    may_write: bool

    @property
    def overridden(self) -> tuple[RoadRow, ...]:
        """Roads of which somebody said something."""
        return tuple(one for one in self.roads if one.override is not None)


def read_assumptions(actor: Actor, store: Store) -> AssumptionsView:
    """Every assumption of coverage. Raises NotAllowed, InvalidInput for a table that does not read."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        library, territory = read_library(store, conn), community.read(conn).territory
        own = reference.rows(conn)
        return AssumptionsView(
            tables=tables_of(library, territory),
            library=library,
            own={name: own.get(name, ()) for name in TABLES},
            roads=road_rows(conn, library, territory),
            to_check=_to_check(library),
            territory=territory,
            may_write=may(actor, Action.RUN_DRILLS),
        )


def tables_of(library: Library, territory: str) -> CoverageTables:
    """The rows in force for a territory. Raises InvalidInput."""
    return CoverageTables(
        skills={one.code: one for one in library.coverage_skills},
        supply={one.code: one for one in library.coverage_supply},
        duty=_here(library.duty_supply, territory),
        transport=_here(library.transport_supply, territory),
    )


def check_assumptions(library: Library) -> None:
    """Whether the tables agree with the others: communes of their territory, categories in force. Raises InvalidInput."""
    known = {one.code for one in library.care_categories}
    for skill in library.coverage_skills:
        for code in sorted(skill.categories - known):
            raise InvalidInput(
                N_("coverage_skills.csv, « {skill} » : {code} n’est pas une catégorie de besoins."),
                skill=skill.code, code=code,
            )  # fmt: skip
    for post in (*library.duty_supply, *library.transport_supply):
        if post.commune and (post.territory == "*" or post.commune not in library.communes(post.territory)):
            raise InvalidInput(
                N_("Poste « {post} » : {commune} n’est pas une commune du territoire « {territory} »."),
                post=post.code, commune=post.commune, territory=post.territory,
            )  # fmt: skip


def road_rows(conn: Connection, library: Library, territory: str) -> tuple[RoadRow, ...]:
    """The roads of a territory in the order of its table, with what was said of each; none where no table is known."""
    said = road_overrides.every(conn, territory)
    return tuple(_rows(library, territory, said))


def _rows(library: Library, territory: str, said: Mapping[str, RoadOverride]) -> Iterator[RoadRow]:
    seen: set[str] = set()
    for cells in _road_cells(library, territory):
        id = road_id(cells["from_code"], cells["to_code"], cells["mode"])
        if id in seen:
            continue
        seen.add(id)
        usual, override = Fraction(cells["minutes_est"]), said.get(id)
        minutes = usual if override is None else (None if override.minutes is None else Fraction(override.minutes))
        yield RoadRow(
            road=Road(id, cells["from_code"], cells["to_code"], usual if minutes is None else minutes),
            usual=usual,
            minutes=minutes,
            name=f"{cells['from_name']} – {cells['to_name']}",
            is_boat=cells["mode"] == BOAT,
            risk=cells["vulnerabilite"],
            override=override,
        )


def _road_cells(library: Library, territory: str) -> list[Mapping[str, str]]:
    if not territory:
        return []
    try:
        return [record.cells for record in library.file(f"territories/routes_{territory}.csv")]
    except NotFound:
        return []


def _here(rows: Sequence[PostRow], territory: str) -> tuple[PostRow, ...]:
    """Those of the territory; where it has none, those that hold anywhere."""
    return tuple(one for one in rows if one.territory == territory) or tuple(
        one for one in rows if one.territory == "*"
    )


def _to_check(library: Library) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for name in TABLES:
        for record in library.table(name):
            found[name] += record.cells.get("checked", "") in ("recalled", "inferred")
    return found
