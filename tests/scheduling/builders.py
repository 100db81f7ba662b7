"""Small values for tests of the rota: a centre, sessions, seats, people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from itertools import count
from typing import Any

from app.core.clock import PARIS, paris_instant
from app.core.ids import CentreId, PersonId, SeatId, SessionId
from app.roster.person import Person, PersonKind
from app.scheduling.centre import Centre, CentreKind, Place, RoleNeed
from app.scheduling.session import NOBODY, Holder, Seat, SeatState, Session

MONDAY = date(2026, 11, 30)
TUESDAY = date(2026, 12, 1)

LABELS = {
    "injector": "injection",
    "dose_preparer": "préparation des doses",
    "supervising_physician": "médecin référent",
    "observation": "surveillance",
    "reception": "accueil",
}

FOUR_ROLES = tuple(
    RoleNeed(role, Fraction(1), 0, critical)
    for role, critical in (
        ("injector", True),
        ("dose_preparer", True),
        ("prevax_interview", False),
        ("reception", False),
    )
)


def label(role: str) -> str:
    """The role's name as ``data/roles.csv`` has it."""
    return LABELS.get(role, role)


def name(person: str) -> str:
    """How a person is named: their id is their name here."""
    return person


def ids(prefix: str = "id") -> Callable[[], str]:
    """Ids in order: ``id1``, ``id2`` …"""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers)}"


def a_centre(**changes: Any) -> Centre:
    values: dict[str, Any] = {
        "id": CentreId("C1"), "name": "Le Pratel", "kind": CentreKind.VACCINATION, "place": Place("Le Pratel"),
        "lines": 3, "roles": FOUR_ROLES,
    }  # fmt: skip
    return Centre(**{**values, **changes})


def a_session(
    id: str = "S1", day: date = MONDAY, starts: int = 9, ends: int = 13, lines: int = 3, **changes: Any
) -> Session:
    begin, end = time(starts), time(ends)
    values: dict[str, Any] = {
        "id": SessionId(id), "centre_id": CentreId("C1"), "day": day, "starts": begin, "ends": end,
        "starts_at": paris_instant(day, begin), "ends_at": paris_instant(day, end), "lines": lines,
    }  # fmt: skip
    return Session(**{**values, **changes})


def a_seat(
    id: str, role: str = "injector", line: int | None = 1, rank: int = 1, session: str = "S1", **changes: Any
) -> Seat:
    """A seat; ``person`` makes it held and published."""
    person = changes.pop("person", None)
    if person is not None:
        changes = {"holder": Holder(PersonId(person)), "state": SeatState.PUBLISHED, **changes}
    return Seat(SeatId(id), SessionId(session), role, line, rank, **{"holder": NOBODY, **changes})


def a_person(id: str = "Clarisse P.", **changes: Any) -> Person:
    values: dict[str, Any] = {
        "id": PersonId(id), "kind": PersonKind.PROFESSIONAL, "family_name": "P", "given_name": "Clarisse",
        "profession": "infirmier",
    }  # fmt: skip
    return Person(**{**values, **changes})


def paris(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An aware instant from a wall time in Paris."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)
