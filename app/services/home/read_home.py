"""What the first screen answers: where each centre stands, what is missing, who is in the roster. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import monday_of, paris_date
from app.roster.masked import without_contact
from app.services.keeping.kept_answers import latest, minute_of
from app.services.keeping.reference import communes_by_code, read_library
from app.services.rota.read_rota import RotaView, read_rota
from app.store import centres, community, journal, people, staffing_requests
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.roster.person import Person
    from app.store.community import Community
    from app.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """Everything the first screen says. ``today`` is the civil day in Paris."""

    today: date
    community: Community
    people: tuple[Person, ...]
    rotas: tuple[RotaView, ...]
    """One a centre, with its draft; the centre whose next session is nearest stands first. Those of exercises are not there."""
    communes: Mapping[str, str]
    """INSEE code → name, of the community's territory."""

    @property
    def started(self) -> bool:
        """Whether some centre has sessions to come."""
        return any(rota.upcoming for rota in self.rotas)


def read_home(actor: Actor, store: Store) -> HomeView:
    """The present state of the whole community; names without contact for who may not read the roster. Raises NotAllowed.

    Read anew as soon as anybody wrote, and every minute: until then whoever may read the same is given the same.
    """
    require(actor, Action.READ_ROTA)
    named = may(actor, Action.READ_ROSTER)
    with store.reading() as conn:
        mark = (journal.head(conn), minute_of(store.now()), read_library(store, conn))
    name = ("home", str(store.folder.path), named, language())
    return latest(name, mark, lambda: _read(actor, store))


def _read(actor: Actor, store: Store) -> HomeView:
    with store.reading() as conn:
        settings = community.read(conn)
        roster = tuple(people.every(conn))
        played = staffing_requests.played_centres(conn)
        ids = [centre.id for centre in centres.every(conn) if centre.id not in played]
    if not may(actor, Action.READ_ROSTER):
        roster = tuple(map(without_contact, roster))
    rotas = [read_rota(actor, store, centre_id) for centre_id in ids]
    return HomeView(
        today=paris_date(store.now()),
        community=settings,
        people=roster,
        rotas=tuple(sorted(rotas, key=_nearness)),
        communes=commune_names(actor, store),
    )


def _nearness(rota: RotaView) -> tuple[bool, str, str]:
    first = rota.upcoming[0].starts_at.isoformat() if rota.upcoming else ""
    return not rota.upcoming, first, rota.centre.name


def as_it_stands(rota: RotaView) -> RotaView:
    """The rota people live by: what is published, or the draft as long as nothing is."""
    return rota.standing


def weeks_of(rota: RotaView) -> tuple[date, ...]:
    """Mondays of the weeks that have sessions to come; of all known sessions when none is."""
    return tuple(sorted({monday_of(session.day) for session in rota.upcoming or rota.sessions}))


def commune_names(actor: Actor, store: Store) -> dict[str, str]:
    """INSEE code → name for the community's territory; empty until one is chosen."""
    require(actor, Action.READ_ROTA)
    with store.reading() as conn:
        territory = community.read(conn).territory
        library = read_library(store, conn)
    return communes_by_code(library, territory)
