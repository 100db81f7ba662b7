"""``releve.territory/1`` read into the territory that its shocks leave.

Every error names the file, the JSON path, what is wrong and what would be right. A key that the contract does not know is
refused, not ignored: a misspelt ``reach_minute`` must not silently leave a commune without care.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pydantic import ValidationError

from app.core.json_file import parse_json, read_json
from app.drills.document import FORMAT, MOST_ASKED, SHOCK_TYPES, AnyShock, DemandRow, Document, FallRow, RoadCutRow
from app.drills.territory import (
    Demand,
    Fall,
    Need,
    Place,
    Provider,
    ProviderKind,
    Road,
    RoadCut,
    Shock,
    Territory,
    struck,
)
from app.words import _
from app.words.fault import Fault, doubled, fault_of, repeated, unknown


def read_territory(file: Path | str) -> Territory:
    """The territory in a file, or in a text, after its shocks. Raises UnreadableFile or InvalidInput, on one line."""
    if isinstance(file, Path):
        return territory_of(read_json(file, FORMAT, read_decimal=Decimal), file.name)
    return territory_of(parse_json(file, FORMAT, FORMAT, read_decimal=Decimal), FORMAT)


def territory_of(document: object, source: str) -> Territory:
    """The territory in a decoded document, after its shocks; ``source`` names it in errors. Raises InvalidInput."""
    territory, shocks = parsed(document, source)
    return struck(territory, shocks)


def parsed(document: object, source: str) -> tuple[Territory, tuple[Shock, ...]]:
    """The territory before its shocks, and the shocks. Raises InvalidInput."""
    try:
        rows = Document.model_validate(document)
    except ValidationError as error:
        raise _fault(error).located(source) from None
    for fault in _broken(rows):
        raise fault.located(source)
    return _territory(rows), tuple(_shock(row) for row in rows.shocks)


def _fault(error: ValidationError) -> Fault:
    found = error.errors(include_url=False)[0]
    where, given = found["loc"], found["input"]
    if found["type"] in {"union_tag_invalid", "union_tag_not_found"} and isinstance(given, Mapping):
        expected = " or ".join(f"'{name}'" for name in SHOCK_TYPES)
        kind = "literal_error" if "type" in given else "missing"
        found = found | {"type": kind, "input": given.get("type"), "ctx": {"expected": expected}}
        where = (*where, "type")
    elif where and where[0] == "shocks":
        # A row told apart by its type carries the type in its location: no such step stands in the file.
        where = tuple(step for at, step in enumerate(where) if at != 2)
    return fault_of(found | {"loc": where}, FORMAT)


def _territory(rows: Document) -> Territory:
    return Territory(
        tuple(Place(row.id, row.name) for row in rows.places),
        tuple(Road(row.id, row.start, row.end, row.minutes) for row in rows.roads),
        tuple(
            Provider(
                row.id, ProviderKind(row.kind), row.place, row.capacity, frozenset(row.skills), row.reach_minutes,
                tuple(row.depends_on),
            )
            for row in rows.providers
        ),
        tuple(Need(row.id, row.place, row.skill, row.quantity, row.weight) for row in rows.needs),
    )  # fmt: skip


def _shock(row: AnyShock) -> Shock:
    if isinstance(row, FallRow):
        return Fall(frozenset(row.providers))
    if isinstance(row, RoadCutRow):
        return RoadCut(frozenset(row.roads))
    return Demand(row.place, row.skill, row.quantity, row.weight)


def _broken(rows: Document) -> Iterator[Fault]:
    """References and repetitions, in the order of the document; then circles, which need sound references."""
    for name in ("places", "roads", "providers", "needs"):
        yield from doubled((name,), [row.id for row in getattr(rows, name)], "id")
    places, providers = {row.id for row in rows.places}, {row.id for row in rows.providers}
    for at, road in enumerate(rows.roads):
        yield from _strange(("roads", at, "from"), [road.start], places, "places", alone=True)
        yield from _strange(("roads", at, "to"), [road.end], places, "places", alone=True)
    for at, one in enumerate(rows.providers):
        yield from _strange(("providers", at, "place"), [one.place], places, "places", alone=True)
        yield from doubled(("providers", at, "skills"), one.skills)
        yield from doubled(("providers", at, "depends_on"), one.depends_on)
        yield from _strange(("providers", at, "depends_on"), one.depends_on, providers, "providers")
    yield from _needs(rows, places)
    yield from _shocks(rows, places, providers)
    yield from _circles(rows)
    yield from _too_much(rows)


def _strange(
    place: tuple[str | int, ...], ids: Iterable[str], known: set[str], where: str, *, alone: bool = False
) -> Iterator[Fault]:
    """Ids that the list ``where`` does not have; ``alone``: ``place`` holds the id itself, not a list of ids."""
    for at, id in enumerate(ids):
        if id not in known:
            yield unknown(place if alone else (*place, at), id, where)


def _needs(rows: Document, places: set[str]) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for at, need in enumerate(rows.needs):
        yield from _strange(("needs", at, "place"), [need.place], places, "places", alone=True)
        if (need.place, need.skill) in seen:
            yield repeated(("needs", at), [need.place, need.skill])
        seen.add((need.place, need.skill))


def _shocks(rows: Document, places: set[str], providers: set[str]) -> Iterator[Fault]:
    roads = {row.id for row in rows.roads}
    cells, ids = {(row.place, row.skill) for row in rows.needs}, {row.id for row in rows.needs}
    for at, shock in enumerate(rows.shocks):
        if isinstance(shock, FallRow):
            yield from doubled(("shocks", at, "providers"), shock.providers)
            yield from _strange(("shocks", at, "providers"), shock.providers, providers, "providers")
        elif isinstance(shock, RoadCutRow):
            yield from doubled(("shocks", at, "roads"), shock.roads)
            yield from _strange(("shocks", at, "roads"), shock.roads, roads, "roads")
        else:
            yield from _strange(("shocks", at, "place"), [shock.place], places, "places", alone=True)
            yield from _new_need(at, shock, cells, ids)


def _new_need(at: int, shock: DemandRow, cells: set[tuple[str, str]], ids: set[str]) -> Iterator[Fault]:
    """A demand that makes a need gives it an id, which must be free."""
    if (shock.place, shock.skill) in cells:
        return
    id = f"{shock.place}/{shock.skill}"
    if id in ids:
        yield Fault.at(
            ("shocks", at),
            _("le besoin créé s’appellerait « {id} », comme un autre besoin").format(id=id),
            _("Donnez à l’autre besoin un autre identifiant."),
        )
    cells.add((shock.place, shock.skill))
    ids.add(id)


def _too_much(rows: Document) -> Iterator[Fault]:
    """Flows are counted on 32 bits: what all needs ask together must fit."""
    asked = sum(row.quantity for row in rows.needs)
    asked += sum(row.quantity for row in rows.shocks if isinstance(row, DemandRow))
    if asked > MOST_ASKED:
        yield Fault.at(
            ("needs",),
            _("la demande totale ({asked}) est démesurée").format(asked=asked),
            _("Écrivez des quantités qui, chocs compris, ne dépassent pas {most} en tout.").format(most=MOST_ASKED),
        )


def _circles(rows: Document) -> Iterator[Fault]:
    """A provider that depends on itself, at whatever remove: the first of the file that stands on such a circle."""
    wants = {row.id: row.depends_on for row in rows.providers}
    try:
        tuple(TopologicalSorter(wants).static_order())
    except CycleError:
        pass
    else:
        return
    for at, row in enumerate(rows.providers):
        circle = _circle(row.id, wants)
        if circle:
            yield Fault.at(
                ("providers", at, "depends_on"),
                _("dépendance en boucle ({circle})").format(circle=" → ".join(circle)),
                _("Retirez l’une de ces dépendances : rien ne peut dépendre de soi-même."),
            )


def _circle(start: str, wants: dict[str, list[str]]) -> Sequence[str]:
    """The ids from ``start`` back to it, shortest way; none when there is no way back."""
    came: dict[str, str] = {}
    open_ = [start]
    for one in open_:
        for other in wants[one]:
            if other == start:
                back = [start, one]
                while back[-1] != start:
                    back.append(came[back[-1]])
                return back[::-1]
            if other not in came:
                came[other] = one
                open_.append(other)
    return ()
