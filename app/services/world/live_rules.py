"""The rules of the rota over a set of seats, live or drafted: what each seat would break for whoever holds or takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.roster.answer import AnswerValue
from app.scheduling.assembly import Eligibility
from app.scheduling.travel import minutes_from
from app.scheduling.warnings import RotaContext
from app.services.keeping.naming import naming_of
from app.services.keeping.reference import regulation, roads
from app.store import community

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.ids import CentreId, PersonId
    from app.library import Library
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat
    from app.store.database import Connection


def rota_context(
    conn: Connection, horizon: Horizon, library: Library, seats: Iterable[Seat] | None = None
) -> RotaContext:
    """What the rules look at for these seats (the live ones by default); roads beyond a declared radius included, so that
    they warn."""
    naming = naming_of(horizon, library)
    return RotaContext(
        sessions={session.id: session for session in horizon.sessions},
        seats=tuple(horizon.seats if seats is None else seats),
        answers={key: AnswerValue(value) for key, value in horizon.answers.items()},
        today=paris_date(horizon.now),
        name=naming.person,
        role_label=naming.role,
        centre_name=naming.centre,
        competence=Eligibility(horizon, regulation(library)).why_not,
        travel_minutes=travel_minutes(horizon, library, community.read(conn).territory),
        busy=horizon.busy,
        min_rest_hours=horizon.min_rest_hours,
    )


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


def out_of_reach(
    horizon: Horizon, library: Library, territory: str
) -> Mapping[tuple[PersonId, CentreId], float | None]:
    """The same, None beyond the radius a person declared: nobody is proposed there."""
    radius = {person.id: person.radius_minutes for person in horizon.people}
    return {
        (person, centre): None if (most := radius[person]) is not None and minutes > most else minutes
        for (person, centre), minutes in travel_minutes(horizon, library, territory).items()
    }
