"""Roads, boats and communes that others hang on: closed, whom they cut off, and what that costs in care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.drills.coverage import Coverage, LossClass, LossKind
from app.drills.crossings import CrossingKind, crossings
from app.services.coverage.coverage_masking import few, rights_of
from app.services.coverage.coverage_names import road_name
from app.services.coverage.coverage_stage import stage
from app.services.keeping.kept_answers import kept

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.services.coverage.coverage_stage import Asked
    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class CrossingView:
    """``name``: of the road, or of the commune where several meet; ``communes``: cut off, in words.

    ``loss``: demands it leaves without anyone besides (None: too few to be said, or a commune, which is not tried).
    """

    kind: CrossingKind
    name: str
    communes: tuple[str, ...]
    residents: int
    loss: int | None
    category: LossClass | None


@dataclass(frozen=True, slots=True)
class CrossingsView:
    """Most residents cut off first. ``roads``: how many stand, boats included."""

    rows: tuple[CrossingView, ...]
    roads: int


def read_crossings(actor: Actor, store: Store, asked: Asked) -> CrossingsView:
    """Every bridge and crossroads of the roads that stand. Raises NotAllowed, NotFound."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    rights, territory = rights_of(held, actor), held.shown.territory
    found = kept(("crossings", *held.key), lambda: crossings(territory, held.world.populations))
    losses = kept(("losses", *held.key), lambda: Coverage(territory).losses())
    costs = {one.id: one for one in losses if one.kind is LossKind.ROAD}
    roads = {one.id: one for one in territory.roads}
    rows = []
    for one in found:
        cost = costs.get(one.id) if one.kind is CrossingKind.ROAD else None
        rows.append(
            CrossingView(
                kind=one.kind,
                name=road_name(roads[one.id], held.places) if one.kind is CrossingKind.ROAD else held.places[one.id],
                communes=tuple(held.places[place] for place in one.places),
                residents=one.residents,
                loss=None if cost is None or (cost.loss and few(cost.loss, rights)) else cost.loss,
                category=cost.category if cost else None,
            )
        )
    return CrossingsView(tuple(rows), len(territory.roads))
