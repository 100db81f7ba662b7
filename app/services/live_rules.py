"""The rules of the rota as people live by it: what a seat taken live would break for whoever takes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.scheduling.travel import minutes_from
from app.services.edit_rota import rota_context
from app.services.reference import roads
from app.store import community

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.core.ids import CentreId, PersonId
    from app.library import Library
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat
    from app.scheduling.warnings import RotaContext
    from app.store.database import Connection


def live_context(
    conn: Connection, horizon: Horizon, library: Library, seats: Iterable[Seat] | None = None
) -> RotaContext:
    """Every rule over the live seats, or over ``seats``; roads beyond a declared radius included, so that they warn."""
    context = rota_context(conn, horizon, library, tuple(horizon.seats if seats is None else seats))
    minutes = travel_minutes(horizon, library, community.read(conn).territory)
    return replace(context, travel_minutes=minutes)


def travel_minutes(horizon: Horizon, library: Library, territory: str) -> dict[tuple[PersonId, CentreId], float]:
    """(person, centre) → estimated minutes by road; nothing where a commune or the road is not known."""
    table = roads(library, territory)
    found: dict[tuple[PersonId, CentreId], float] = {}
    for centre in horizon.centres.values():
        reached = minutes_from(centre.place.commune_insee, table) if table else {}
        for person in horizon.people:
            if person.commune_insee in reached:
                found[person.id, centre.id] = reached[person.commune_insee]
    return found
