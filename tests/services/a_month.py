"""A published centre whose sessions are past, with rates in force: what pay and indicators are counted from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from app.core.clock import fixed_clock
from app.core.ids import CentreId, PersonId, SessionId
from app.indicators.periods import Period, week_of
from app.roster.person import ExerciseMode, Person, PersonStatus
from app.scheduling.session import Session
from app.services.activity.read_vacations import VacationsView, read_vacations
from app.services.demo.demo_rates import set_demo_rates
from app.services.rota.close_past import close_past
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import sessions
from app.store.database import Store
from tests.builders import COORDINATOR, MONDAY, a_centre, a_person, a_store, some_people

AFTER = datetime(2026, 12, 7, 9, tzinfo=UTC)
"""Monday 7 December 2026, 10:00 in Paris: the week is over."""

WEEK = week_of(MONDAY)


@dataclass
class Month:
    """The centre after its sessions; ``store``'s clock stands at :data:`AFTER`."""

    store: Store
    centre: CentreId
    people: dict[str, Person]

    def at(self, when: datetime) -> Month:
        return replace(self, store=replace(self.store, clock=fixed_clock(when)))

    def id(self, name: str) -> PersonId:
        return self.people[name].id

    def key(self, name: str) -> str:
        return f"person:{self.id(name)}"

    @property
    def sessions(self) -> list[Session]:
        with self.store.reading() as conn:
            return sessions.of_centre(conn, self.centre)

    def close(self, *ranks: int) -> list[SessionId]:
        """Close the sheets of the nth sessions; all of them without any."""
        chosen = [one.id for rank, one in enumerate(self.sessions) if not ranks or rank in ranks]
        close_past(COORDINATOR, self.store, chosen)
        return chosen

    def view(self, period: Period = WEEK) -> VacationsView:
        return read_vacations(COORDINATOR, self.store, period)


def a_liberal(name: str, profession: str = "infirmier", status: PersonStatus = PersonStatus.ACTIF) -> Person:
    """A liberal professional of Auray, member of the roster under an id of 11 figures."""
    return replace(a_person(name, profession), exercise_mode=ExerciseMode.LIBERAL, status=status)


def a_month(folder: Path, *, days: int = 1, rates: bool = True) -> Month:
    """One line for some days from Monday 30 November 2026; Bleuenn and Enora are locums, the others installed."""
    store = a_store(folder)
    team = {
        "Anne": a_liberal("Anne", "medecin"),
        "Bleuenn": a_liberal("Bleuenn", status=PersonStatus.REMPLACANT),
        "Corentin": a_liberal("Corentin"),
        "Denez": a_liberal("Denez"),
        "Enora": a_liberal("Enora", status=PersonStatus.REMPLACANT),
    }
    some_people(store, *team.values())
    if rates:
        set_demo_rates(store, date(2026, 1, 1))
    centre = a_centre(store, days=days)
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)
    return Month(replace(store, clock=fixed_clock(AFTER)), centre, team)
