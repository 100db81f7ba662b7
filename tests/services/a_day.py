"""A session on two lines, published, with its team: Line 2 lacks a preparer, the town hall gives reception on line 1."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from app.access.actor import Actor, volunteer
from app.activity.opening_check import CheckAnswer
from app.core.clock import fixed_clock, paris_instant
from app.core.ids import CentreId, PartnerId, PersonId, SeatId, SessionId
from app.roster.person import Person
from app.scheduling.centre import Centre, CentreKind, Place
from app.scheduling.session import Holder, Need, Partner, Seat, SeatState, Session, SessionState
from app.services.activity.read_session_day import SessionDay, read_session_day
from app.store import centres, journal, messages, people, seats, sessions
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, MONDAY, THURSDAY, a_person

CENTRE, SESSION, NEXT, TOWN_HALL = CentreId("centre"), SessionId("matin"), SessionId("demain"), PartnerId("mairie")
STARTS, ENDS = paris_instant(MONDAY, time(9)), paris_instant(MONDAY, time(13))
EIGHT, TEN = paris_instant(MONDAY, time(8, 30)), paris_instant(MONDAY, time(10))
NEEDS = {"supervising_physician": 1, "dose_preparer": 2, "injector": 2, "observation": 1, "reception": 2}
CRITICAL = {"supervising_physician", "dose_preparer", "injector", "observation"}
HELD = (
    ("supervising_physician", None, "Anne"), ("dose_preparer", 1, "Bleuenn"), ("dose_preparer", 2, ""),
    ("injector", 1, "Corentin"), ("injector", 2, "Denez"), ("observation", None, "Enora"),
    ("reception", 1, TOWN_HALL), ("reception", 2, ""),
)  # fmt: skip


@dataclass
class Day:
    """One morning, Monday 30 November 2026, 9 h to 13 h in Paris; the clock is set by :meth:`at`."""

    store: Store
    people: dict[str, Person]

    def at(self, when: datetime) -> Day:
        return replace(self, store=replace(self.store, clock=fixed_clock(when)))

    def id(self, name: str) -> PersonId:
        return self.people[name].id

    def me(self, name: str) -> Actor:
        return volunteer(self.id(name), name)

    def read(self, session: SessionId = SESSION) -> SessionDay:
        return read_session_day(COORDINATOR, self.store, session)

    def row(self, name: str) -> str:
        """The id of someone's row as it stands, whoever they are."""
        day = self.read()
        return next(row.stamp.id for row in day.sheet.rows if name in day.name(row))

    def sheet(self) -> list[tuple[str, str]]:
        """(first name, presence) of everyone of the roster on the sheet, by name."""
        day = self.read()
        return sorted((day.name(row).split(" ")[0], row.presence.value) for row in day.sheet.rows)

    def seat(self, role: str, line: int | None = None) -> Seat:
        with self.store.reading() as conn:
            return next(one for one in seats.of_session(conn, SESSION) if (one.role, one.line) == (role, line))

    def told(self) -> list[tuple[str, str]]:
        """(kind, first name) of every message."""
        names = {person.id: name for name, person in self.people.items()}
        with self.store.reading() as conn:
            found = messages.recent(conn).messages
        return sorted((one.message.kind.value, names[one.message.recipient]) for one in found)

    def journal(self) -> list[str]:
        """Kinds of entries, oldest first."""
        with self.store.reading() as conn:
            return [entry.type for entry in reversed(journal.recent(conn))]


def a_day(folder: Path, at: datetime = EIGHT, *, appointments: int | None = 60) -> Day:
    """The session at ``at``, nothing noted yet; the next one is on the morning after."""
    store = open_store(folder, fixed_clock(at))
    team = {name: a_person(name, "medecin" if name == "Anne" else "infirmier") for name in ("Anne", "Bleuenn", "Corentin", "Denez", "Enora", "Fañch")}  # fmt: skip
    team["Denez"] = replace(team["Denez"], mobile="+33639980004", email="denez@exemple.fr")
    with store.transaction() as conn:
        for person in team.values():
            people.put(conn, person, THURSDAY)
        centres.put_partner(conn, Partner(TOWN_HALL, "Mairie d’Auray"))
        centres.insert(conn, _centre())
        for id, later in ((SESSION, 0), (NEXT, 1)):
            on = MONDAY + timedelta(days=later)
            starts, ends = paris_instant(on, time(9)), paris_instant(on, time(13))
            session = Session(
                id, CENTRE, on, time(9), time(13), starts, ends, 2, SessionState.PUBLISHED, appointments=appointments
            )  # fmt: skip
            sessions.insert(conn, session, THURSDAY)
            sessions.write_needs(conn, id, [Need(id, role, n, 1, role in CRITICAL) for role, n in NEEDS.items()])
        seats.insert(conn, [_seat(team, n, *one) for n, one in enumerate(HELD)], THURSDAY)
    return Day(store, team)


def _centre() -> Centre:
    return Centre(
        CENTRE, "Centre du Pratel", CentreKind.VACCINATION, Place("Salle du Pratel", "2 allée de l’Exemple", "56007", "Auray"),
        contact_name="Accueil", contact_phone="+33199000001", campaign="calendar", vaccine="covid_19_saison", lines=2,
        injections_per_hour=6,
    )  # fmt: skip


def _seat(team: dict[str, Person], n: int, role: str, line: int | None, who: str) -> Seat:
    holder = Holder(partner_id=TOWN_HALL) if who == TOWN_HALL else Holder(team[who].id if who else None)
    state = SeatState.ACKNOWLEDGED if holder.filled else SeatState.OPEN
    return Seat(SeatId(f"seat-{n}"), SESSION, role, line, 1, holder, state)


def all_in_order(day: Day) -> list[CheckAnswer]:
    """Every item of the opening check, proven now."""
    from datetime import date
    from decimal import Decimal

    session = {
        "physician_callable": {"name": "Anne Fictif", "phone": "06 39 98 00 01", "tested_at": day.store.now()},
        "adrenaline": {"expires_on": date(2027, 5, 31)},
        "fridge": {"temperature_c": Decimal("4.5")},
        "registry": {}, "e_cps": {}, "emergency_numbers": {}, "observation_place": {},
    }  # fmt: skip
    lines = [(code, line) for code in ("line_sharps", "line_equipment") for line in (1, 2)]
    return [
        *(CheckAnswer(code=code, done=True, **proof) for code, proof in session.items()),  # type: ignore[arg-type]
        *(CheckAnswer(code=code, line=line, done=True) for code, line in lines),
    ]
