"""The territory as it stands, slice by slice, for coverage and drills. A drill works on this copy and never writes to what it
was read from.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.drills.territory import Place, Territory
from app.drills.world import World
from app.services.continuity.continuity_scene import care_defaults
from app.services.world.world_needs import asked
from app.services.world.world_outages import cut_roads, without_stopped
from app.services.world.world_source import read_source
from app.services.world.world_supply import offers
from app.services.world.world_words import assumptions
from app.store import world_mark as marks
from app.words import language
from app.words.places import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.services.world.world_source import Source
    from app.store.database import Connection, Store


def live_assumptions(actor: Actor, store: Store) -> tuple[str, ...]:
    """The sentences of what the world of now assumes. Raises NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        return read_world(conn, store, store.now(), days=1).assumptions


def live_mark(actor: Actor, store: Store) -> str:
    """:func:`world_mark` for a screen's cache. Raises NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        return world_mark(conn, store)


def read_world(
    conn: Connection, store: Store, at: datetime, *, days: int = 2, exercise: bool = False, synthetic: bool = False
) -> World:  # fmt: skip
    """``3 × days`` slices from that in which ``at`` (aware) falls; with ``exercise``, closures and cuts of exercises alone.

    ``synthetic``: every need is a rate × inhabitants, none a register's. Empty where no territory is chosen. Raises
    InvalidInput for a content file that does not read.
    """
    source = read_source(conn, store, at, days=days, exercise=exercise, synthetic=synthetic)
    if not source.communes:
        return World(Territory((), (), (), ()), source.slices, {}, {}, {}, {})
    wanted = asked(source)
    found = offers(source, wanted)
    world = World(
        ordinary=Territory(
            places=tuple(Place(one.insee, typeset(one.name)) for one in source.communes),
            roads=tuple(one.road for one in source.roads if one.minutes is not None),
            providers=tuple(one.provider for one in found),
            needs=wanted.needs,
        ),
        slices=source.slices,
        capacities={one.provider.id: one.given for one in found},
        quantities=wanted.quantities,
        skills={code: row.skill for code, row in source.tables.skills.items()},
        known={one.provider.id: one.known for one in found},
        populations={one.insee: one.population for one in source.communes},
        estimated=wanted.estimated,
        absorbable=_absorbable(source),
        pairs=_pairs(source),
    )
    cuts = source.stage.situation.cuts
    cut = cut_roads(world, source.roads, cuts)
    return replace(
        world,
        capacities=without_stopped(world, cuts),
        cut_roads=cut,
        assumptions=tuple(assumptions(source, wanted, cut)),
    )


def world_mark(conn: Connection, store: Store) -> str:
    """Changes whenever anything that :func:`read_world` reads does, the language of its words included; time apart."""
    content, keys = store.folder.content, store.folder.keys
    files = sorted((str(path), path.stat().st_mtime_ns) for path in content.rglob("*.csv"))
    # A key that is lost or given back changes what can be counted.
    held = sorted(path.name for path in keys.glob("care-*"))
    return sha256(f"{marks.mark_of(conn)}|{files}|{held}|{language()}".encode()).hexdigest()[:32]


def _absorbable(source: Source) -> Mapping[str, int]:
    """Practice → percent more that it can give: what it said, else the rule's."""
    usual = care_defaults(source.library).absorbable_percent
    found = {}
    for practice in source.practices:
        if source.working.get(practice.id):
            care = source.cares.get(practice.id)
            said = care.absorbable_percent if care is not None else None
            found[str(practice.id)] = usual if said is None else said
    return found


def _pairs(source: Source) -> tuple[tuple[str, str], ...]:
    """Practices that agreed in writing to relieve each other, each pair once."""
    found = {
        (min(one.practice, one.paired), max(one.practice, one.paired))
        for one in source.cares.values()
        if one.paired is not None and one.agreed_on is not None
    }
    return tuple(sorted((str(first), str(second)) for first, second in found))
