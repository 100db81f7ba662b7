"""Builders of test values: what matters is said, the rest is plausible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.access.actor import Actor, Role
from app.core.clock import fixed_clock
from app.core.ids import CentreId, PersonId, new_id
from app.roster.person import HalfDay, HalfDayPart, Person, PersonKind
from app.scheduling.centre import Centre, CentreKind, Place
from app.scheduling.openings import SessionTemplate, plan_opening
from app.services.keeping.reference import centre_template, read_library
from app.services.roster.edit_person import add_person
from app.services.rota.set_up_centre import Offer, set_up_centre
from app.store.database import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path

THURSDAY = datetime(2026, 11, 26, 16, tzinfo=UTC)
"""Thursday 26 November 2026, 17:00 in Paris: the story begins."""

MONDAY = date(2026, 11, 30)
COORDINATOR = Actor("maiwenn", "Maïwenn Fictif", Role.COORDINATION)
READER = Actor("lecteur", "Lecteur Fictif", Role.READING)
EVERY_HALF_DAY = frozenset(HalfDay(day, part) for day in range(7) for part in HalfDayPart)


@dataclass
class MovingClock:
    """A clock that stands still until a test moves it."""

    at: datetime = THURSDAY

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


def a_store(folder: Path, at: datetime = THURSDAY) -> Store:
    """An open data folder whose clock stands still."""
    return open_store(folder, fixed_clock(at))


def a_person(name: str, profession: str | None = "infirmier", **fields: Any) -> Person:
    """A professional of Auray, or a helper when ``profession`` is None; free every half-day."""
    kind = PersonKind.PROFESSIONAL if profession else PersonKind.HELPER
    person = Person(
        id=PersonId(new_id()),
        kind=kind,
        given_name=name,
        family_name="FICTIF",
        profession=profession,
        commune_insee="56007",
        usual_half_days=EVERY_HALF_DAY,
    )
    return replace(person, **fields)


def some_people(store: Store, *people: Person) -> None:
    """Put people in the roster."""
    for person in people:
        add_person(COORDINATOR, store, person)


def a_centre(store: Store, *, days: int = 1, lines: int = 1, offers: dict[str, Offer] | None = None) -> CentreId:
    """A vaccination centre open from Monday for some days, mornings and afternoons, with the default roles."""
    with store.reading() as conn:
        template = centre_template(read_library(store, conn), CentreKind.VACCINATION, "calendar", MONDAY)
    centre = Centre(
        id=CentreId(new_id()),
        name="Centre du Pratel",
        kind=CentreKind.VACCINATION,
        place=Place("Salle du Pratel", "2 allée de l’Exemple", "56007", "Auray"),
        campaign="calendar",
        vaccine="covid_19_saison",
        lines=lines,
        roles=template.roles,
    )
    last = date.fromordinal(MONDAY.toordinal() + days - 1)
    opening = plan_opening(SessionTemplate(MONDAY, last, lines), centre.id, new_id, today=THURSDAY.date())
    given = {"reception": Offer(1, "Mairie"), "data_entry": Offer(1, "Mairie")} if offers is None else offers
    set_up_centre(COORDINATOR, store, centre, opening.sessions, offers=given, doses_per_week=48 * 2 * days * lines)
    return centre.id


def a_team(store: Store) -> dict[str, Person]:
    """Just enough people for one line: a physician and four nurses, by first name."""
    team = {
        "Anne": a_person("Anne", "medecin"),
        **{name: a_person(name) for name in ("Bleuenn", "Corentin", "Denez", "Enora")},
    }
    some_people(store, *team.values())
    return team
