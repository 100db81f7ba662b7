"""What is known of a road better than its estimate: minutes, or that nobody passes it; and giving it its estimate back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.services.coverage.read_assumptions import road_rows
from app.services.keeping.reference import read_library
from app.store import community, journal, revisions, road_overrides

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Connection, Store

MOST_MINUTES = 600
LONGEST_REASON = 120


def override_road(actor: Actor, store: Store, road: str, minutes: int | None, reason: str, revision: int) -> None:
    """Write what a road takes (None: nobody passes) over the revision read, 0 where nothing was said.

    Raises NotAllowed, NotFound, InvalidInput, StaleRevision.
    """
    require(actor, Action.RUN_DRILLS)
    reason = " ".join(reason.split())
    _check(minutes, reason)
    with store.transaction() as conn:
        territory, now = _territory_of(conn, store, road), store.now()
        done = road_overrides.put(
            conn, territory, road, minutes, reason, at=now, actor_id=actor.id, revision=revision
        )  # fmt: skip
        if not done:
            raise revisions.stale(conn, road)
        journal.write(conn, now, actor.id, "road_overridden", road, {"minutes": minutes})


def restore_road(actor: Actor, store: Store, road: str, revision: int) -> None:
    """Give a road its estimated minutes back. Raises NotAllowed, NotFound, StaleRevision."""
    require(actor, Action.RUN_DRILLS)
    with store.transaction() as conn:
        territory = _territory_of(conn, store, road)
        if not road_overrides.drop(conn, territory, road, revision):
            raise revisions.stale(conn, road)
        journal.write(conn, store.now(), actor.id, "road_restored", road, {})


def _check(minutes: int | None, reason: str) -> None:
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise InvalidInput(N_("Écrivez un nombre de minutes de 0 à {most}."), most=MOST_MINUTES)
    if not reason:
        raise InvalidInput(N_("Dites pourquoi cette route prend un autre temps (travaux, marée, mesure faite)."))
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(N_("La raison tient en {most} signes."), most=LONGEST_REASON)


def _territory_of(conn: Connection, store: Store, road: str) -> str:
    """The community's territory, which must hold the road. Raises NotFound."""
    territory = community.read(conn).territory
    if not any(one.road.id == road for one in road_rows(conn, read_library(store, conn), territory)):
        raise NotFound(N_("Cette route n’est pas dans la table du territoire : rechargez la page."))
    return territory
