"""The risks of the territory: each commune's hazards as they are rated, and the sub-zones that hold together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.library.content import built
from app.response.risk import HIGHEST, LOWEST, SubZone, hazard_kind_of, starting_risks, worst_first
from app.response.sub_zones import MOST, propose_sub_zones
from app.roster.practice import SiteKind
from app.services.keeping.reference import read_library, roads
from app.store import community, journal, people, revisions, territory_risks
from app.words.people import list_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.access.actor import Actor
    from app.core.errors import StaleRevision
    from app.library import Library
    from app.response.risk import HazardKind, Risk
    from app.roster.commune import Commune
    from app.scheduling.travel import Road
    from app.store.database import Connection, Store

RISKS, ZONES = "hazards", "sub_zones"
"""Subjects of what the journal says of them."""

LONGEST = 300


@dataclass(frozen=True, slots=True)
class TerritoryView:
    """The communes of the territory by name, the catalogue, what is rated, and the sub-zones."""

    communes: Mapping[str, Commune]
    kinds: Mapping[str, HazardKind]
    risks: tuple[Risk, ...]
    """The worst first."""
    zones: tuple[SubZone, ...]

    @property
    def unchecked(self) -> tuple[Risk, ...]:
        """Ratings whose source nobody gave yet, the worst first."""
        return tuple(one for one in self.risks if not one.is_checked)

    @property
    def unrated(self) -> tuple[Commune, ...]:
        """Communes of which nothing is rated."""
        rated = {one.commune_insee for one in self.risks}
        return tuple(one for code, one in self.communes.items() if code not in rated)

    @property
    def zone_of(self) -> Mapping[str, str]:
        """INSEE code → name of the sub-zone; communes in none are left out."""
        return {code: zone.name for zone in self.zones for code in zone.communes}

    @property
    def by_hazard(self) -> Mapping[str, tuple[Risk, ...]]:
        """Each rated hazard with its communes, the worst hazard first: highest rating, then in most communes."""
        found: dict[str, list[Risk]] = {}
        for one in self.risks:
            found.setdefault(one.hazard, []).append(one)
        order = sorted(found, key=lambda code: (-found[code][0].rating, -len(found[code]), code))
        return {code: tuple(found[code]) for code in order}

    def kind_name(self, code: str) -> str:
        """« Canicule »; the code itself where the table lost it."""
        return self.kinds[code].label if code in self.kinds else code

    def commune_name(self, insee: str) -> str:
        """« Redon »; the code itself for a commune of another territory."""
        return self.communes[insee].name if insee in self.communes else insee


def read_territory(actor: Actor, store: Store) -> TerritoryView:
    """What is known of the territory's risks. Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        return territory_view(store, conn)


def territory_view(store: Store, conn: Connection) -> TerritoryView:
    """:func:`read_territory` on a connection, for plans and documents made of it."""
    library = read_library(store, conn)
    inside = _communes(library, conn)
    kinds = hazard_kinds(library)
    return TerritoryView(
        communes={one.insee: one for one in inside},
        kinds={one.code: one for one in kinds},
        risks=worst_first(territory_risks.every(conn)),
        zones=tuple(territory_risks.zones(conn)),
    )


def hazard_kinds(library: Library) -> tuple[HazardKind, ...]:
    """``data/hazards.csv``, or the site's own file of that name. Raises InvalidInput."""
    return tuple(built(record, hazard_kind_of) for record in library.file("hazards.csv"))


def start_hazards(actor: Actor, store: Store) -> int:
    """Give each commune the hazards it usually starts with, where nothing is rated; how many. Raises InvalidInput.

    Every one of them waits for its source: a starting value is no knowledge.
    """
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        library = read_library(store, conn)
        communes = [one.insee for one in _communes(library, conn)]
        if not communes:
            raise InvalidInput(N_("Aucune commune : choisissez d’abord le territoire dans Réglages, Communauté."))
        new = starting_risks(hazard_kinds(library), communes, territory_risks.every(conn))
        for one in new:
            territory_risks.put(conn, one)
        if new:
            journal.write(conn, store.now(), actor.id, "hazards_started", RISKS, {"hazards": len(new)})
    return len(new)


def rate_hazards(actor: Actor, store: Store, changed: Iterable[Risk], removed: Iterable[Risk] = ()) -> None:
    """Write ratings at the revisions they were read at (0: new), and take others back, together.

    Two people who rate different cells both write. Raises StaleRevision for a cell that somebody rated meanwhile, and
    InvalidInput; nothing is then written.
    """
    require(actor, Action.EDIT_PLANS)
    written, gone = list(changed), list(removed)
    with store.transaction() as conn:
        library = read_library(store, conn)
        known, communes = {one.code for one in hazard_kinds(library)}, {one.insee for one in _communes(library, conn)}
        for one in written:
            _check(one, known, communes)
            if not territory_risks.put(conn, _trimmed(one)):
                raise _stale_risks(conn)
        for one in gone:
            if not territory_risks.remove(conn, one.commune_insee, one.hazard, one.revision):
                raise _stale_risks(conn)
        if written or gone:
            journal.write(
                conn, store.now(), actor.id, "hazards_rated", RISKS, {"hazards": len(written) + len(gone)}
            )  # fmt: skip


def propose_zones(actor: Actor, store: Store, count: int) -> dict[str, str]:
    """INSEE code → name of the sub-zone proposed from the roads and the relay practices; nothing is written.

    Raises InvalidInput for less than one sub-zone or more than there may be.
    """
    require(actor, Action.EDIT_PLANS)
    if count < 1 or count > MOST:
        raise InvalidInput(N_("Choisissez de 1 à {most} sous-zones."), most=MOST)
    with store.reading() as conn:
        library = read_library(store, conn)
        territory = community.read(conn).territory
        inside, relays = _communes(library, conn), _relays(conn)
    proposed = propose_sub_zones(inside, _roads(library, territory), relays, count)
    return {code: zone.name for zone in proposed for code in zone.communes}


def set_zones(actor: Actor, store: Store, zone_of: Mapping[str, str], seen: Sequence[SubZone]) -> None:
    """Make ``zone_of`` (INSEE code → name) all the sub-zones there are; a sub-zone that keeps its name stays the same.

    ``seen``: the sub-zones as they were read. Raises StaleRevision when they are others by now, InvalidInput.
    """
    require(actor, Action.EDIT_PLANS)
    wanted = {code: name.strip() for code, name in zone_of.items() if name.strip()}
    if any(len(name) > LONGEST for name in wanted.values()):
        raise InvalidInput(N_("Le nom d’une sous-zone tient en {most} signes."), most=LONGEST)
    with store.transaction() as conn:
        inside = {one.insee for one in _communes(read_library(store, conn), conn)}
        if lost := sorted(set(wanted) - inside):
            raise InvalidInput(N_("La commune {code} n’est pas du territoire."), code=lost[0])
        held = territory_risks.zones(conn)
        if _stamps(held) != _stamps(seen):
            raise _stale_zones(conn)
        _write_zones(conn, held, wanted)
        journal.write(conn, store.now(), actor.id, "sub_zones_set", ZONES, {"zones": len(set(wanted.values()))})


def rename_zone(actor: Actor, store: Store, zone_id: str, name: str, revision: int) -> None:
    """Give a sub-zone another name. Raises StaleRevision, InvalidInput for an empty or a taken one."""
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        held = {one.id: one for one in territory_risks.zones(conn)}
        said = name.strip()
        if not said or len(said) > LONGEST or any(one.name == said for one in held.values() if one.id != zone_id):
            raise InvalidInput(N_("Donnez à la sous-zone un nom qu’aucune autre ne porte."))
        if zone_id not in held or not territory_risks.put_zone(
            conn, replace(held[zone_id], name=said, revision=revision)
        ):
            raise _stale_zones(conn)
        journal.write(conn, store.now(), actor.id, "sub_zones_set", ZONES, {"zones": len(held)})


def _write_zones(conn: Connection, held: Sequence[SubZone], wanted: Mapping[str, str]) -> None:
    known = {one.name: one for one in held}
    names = sorted(set(wanted.values()))
    for one in held:
        if one.name not in names:
            territory_risks.remove_zone(conn, one.id, one.revision)
    for name in names:
        communes = tuple(sorted(code for code, zone in wanted.items() if zone == name))
        kept = known.get(name)
        if kept is None:
            territory_risks.put_zone(conn, SubZone(new_id(), name, communes))
        elif kept.communes != communes:
            territory_risks.put_zone(conn, replace(kept, communes=communes))


def _communes(library: Library, conn: Connection) -> list[Commune]:
    territory = community.read(conn).territory
    inside = [one for one in library.communes(territory) if one.in_territory] if territory else []
    return sorted(inside, key=lambda one: list_order(one.name))


def _roads(library: Library, territory: str) -> list[Road]:
    """No road table for a territory is no fault: distances are then as the crow flies."""
    try:
        return roads(library, territory)
    except NotFound:
        return []


def _relays(conn: Connection) -> Counter[str]:
    """Health houses and centres by commune; where there is none at all, practices."""
    relays = Counter(
        one.commune_insee for one in people.sites(conn) if one.kind in (SiteKind.HEALTH_HOUSE, SiteKind.HEALTH_CENTRE)
    )
    return relays or Counter(one.commune_insee for one in people.practices(conn))


def _check(one: Risk, known: set[str], communes: set[str]) -> None:
    if one.hazard not in known or one.commune_insee not in communes:
        raise InvalidInput(N_("Choisissez un danger de la liste et une commune du territoire."))
    if not (LOWEST <= one.probability <= HIGHEST and LOWEST <= one.impact <= HIGHEST):
        raise InvalidInput(N_("La probabilité et l’impact vont de 1 à 4."))
    if max(len(one.source), len(one.note)) > LONGEST:
        raise InvalidInput(N_("La source et la note tiennent chacune en {most} signes."), most=LONGEST)


def _trimmed(one: Risk) -> Risk:
    return replace(one, source=one.source.strip(), note=one.note.strip())


def _stamps(zones: Iterable[SubZone]) -> set[tuple[str, int]]:
    return {(one.id, one.revision) for one in zones}


def _stale_risks(conn: Connection) -> StaleRevision:
    return revisions.stale(conn, RISKS)


def _stale_zones(conn: Connection) -> StaleRevision:
    return revisions.stale(conn, ZONES)
