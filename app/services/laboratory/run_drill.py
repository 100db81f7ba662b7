"""Run a drill on the roster of the moment: a composition of the laboratory, or a scenario as it is written. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.drills.composition import of_scenario
from app.drills.drill import run
from app.drills.drill_report import report_of
from app.drills.drill_words import DrillNaming
from app.library.scenarios import TERRITORIES
from app.services.continuity.read_categories import continuity_rules
from app.services.keeping.reference import read_library
from app.services.laboratory.read_scenarios import find_scenario
from app.services.world.read_world import read_world, world_mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.drills.composition import Composition
    from app.drills.drill import Drill
    from app.drills.drill_report import DrillReport
    from app.drills.shock import AnyEffect
    from app.drills.world import World
    from app.library import Library
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Ran:
    """A drill that was run. ``mark``: of the roster it ran on; ``report``: all of it in words and figures, without a name.

    ``shared``: the same report for whoever may not run drills: small counts are not told.
    """

    composition: Composition
    world: World
    mark: str
    drill: Drill
    naming: DrillNaming
    report: DrillReport
    shared: DrillReport


def run_scenario(actor: Actor, store: Store, code: str, starts_at: datetime | None = None) -> Ran:
    """A scenario as it is written, its T0 at ``starts_at`` (aware; None: now). Raises NotFound, InvalidInput, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    with store.reading() as conn:
        return ran(conn, store, of_scenario(find_scenario(conn, store, code), starts_at or store.now()))


def ran(conn: Connection, store: Store, composition: Composition, played: Sequence[AnyEffect] = ()) -> Ran:
    """The same within a caller's reading. Raises InvalidInput where no territory is chosen."""
    t0 = composition.starts_at
    world = read_world(conn, store, t0, days=composition.days + 1)
    if not world.ordinary.places:
        raise InvalidInput(
            N_(
                "Aucun territoire n’est choisi : il s’écrit dans Effectifs, « Communauté et territoire ». Puis relancez."
            )
        )
    world = _until(world, t0 + timedelta(days=composition.days))
    drill = run(world, composition.shocks, composition.plan, played, t0=t0)
    library = read_library(store, conn)
    professions = {one.slug: one.label() for one in library.professions}
    naming = DrillNaming.of(world, professions, communes=communes_of(library), added=drill.added, names=True)
    threshold = continuity_rules(library)["masking_threshold"]
    return Ran(
        composition, world, world_mark(conn, store), drill, naming,
        report_of(drill, world, naming, t0),
        report_of(drill, world, replace(naming, names=False, hidden_below=threshold), t0),
    )  # fmt: skip


def communes_of(library: Library) -> Mapping[str, str]:
    """Every commune of the territories shipped, by INSEE code: a scenario of another one is told by its names."""
    return {one.insee: one.name for territory in TERRITORIES for one in library.communes(territory)}


def _until(world: World, end: datetime) -> World:
    """The slices that begin before an instant: a drill that starts in the afternoon ends in an afternoon."""
    kept = sum(one.starts_at < end for one in world.slices)
    return replace(
        world,
        slices=world.slices[:kept],
        capacities={id: given[:kept] for id, given in world.capacities.items()},
        quantities={id: asked[:kept] for id, asked in world.quantities.items()},
    )
