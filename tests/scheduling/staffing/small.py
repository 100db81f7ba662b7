"""Small staffing problems, told in a few words: ``staffing(people=…, sessions=…, needs=…)``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.scheduling.staffing.plan import Plan
from app.scheduling.staffing.problem import (
    AnswerKind,
    Need,
    Person,
    PreviousSeat,
    Problem,
    Seat,
    Session,
    answers_by_person,
)

PARIS = ZoneInfo("Europe/Paris")
ROLES = {
    "injector": ("infirmier", "medecin"),
    "physician": ("medecin",),
    "reception": ("infirmier", "medecin", "autre"),
}
MONDAY = datetime(2026, 11, 30, tzinfo=PARIS)


def a_session(
    name: str, day: int = 0, opens: float = 9, hours: float = 4, centre: str = "Auray", lines: int | None = None
) -> Session:
    """A session ``day`` days after Monday 30 November 2026, from ``opens`` (wall time in hours, Paris)."""
    start = (MONDAY + timedelta(days=day)).replace(hour=int(opens), minute=round(opens % 1 * 60))
    return Session(name, centre, start, start + timedelta(hours=hours), lines)


def staffing(
    people: Iterable[Person],
    sessions: Iterable[Session],
    needs: Iterable[Need],
    says: Mapping[str, str] | None = None,
    **more: object,
) -> Problem:
    """A problem; ``says`` reads « Anne: S1 yes, S2 if_needed »; without it everyone says yes to everything."""
    people, sessions = tuple(people), tuple(sessions)
    if says is None:
        rows = [(person.id, session.id, AnswerKind.YES) for person in people for session in sessions]
    else:
        rows = [(person, *_said(words)) for person, text in says.items() for words in text.split(",") if words.strip()]
    return Problem(ROLES, people, sessions, tuple(needs), answers_by_person(rows), **more)  # type: ignore[arg-type]


def _said(words: str) -> tuple[str, AnswerKind]:
    session, answer = words.split()
    return session, AnswerKind(answer)


def nurse(name: str, **more: object) -> Person:
    return Person(name, "infirmier", **more)  # type: ignore[arg-type]


def physician(name: str, **more: object) -> Person:
    return Person(name, "medecin", **more)  # type: ignore[arg-type]


def seats_of(plan: Plan) -> set[tuple[str, str, str]]:
    """(person, session, role) of every assignment."""
    return {(seat.person, seat.session, seat.role) for seat in plan.assignments}


def values_of(plan: Plan) -> dict[str, int]:
    """level → value; every level must be proven."""
    assert all(level.proven and level.bound == level.value for level in plan.levels)
    return {str(level.name): level.value for level in plan.levels}


def held(person: str, session: str, role: str, pinned: bool = False) -> PreviousSeat:
    return PreviousSeat(person, session, role, pinned)


def seat(person: str, session: str, role: str) -> Seat:
    return Seat(person, session, role)
