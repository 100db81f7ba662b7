"""What a staffing problem is: people, sessions, needs, answers. Values only, no rule and no file format.

Ids are non-empty text, unique in their list; :mod:`app.scheduling.staffing.contract` reads these values from
``releve.staffing/1`` and checks every reference. Code that builds a problem itself owes the same: unique ids, known
references, aware datetimes, ``end`` after ``start``, no more pins than ``count``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

DEFAULT_BUDGET_SECONDS = 60.0


class AnswerKind(StrEnum):
    """What a person said about a session; saying nothing is no row at all."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may hold seats. Caps count sessions; ``None`` is unlimited.

    ``travel_minutes``: centre → minutes by road; ``None`` means every centre is reachable, otherwise only those listed.
    ``min_rest_hours``: between the end of a session and the start of a later one on another civil day.
    """

    id: str
    profession: str
    max_sessions_per_week: int | None = None
    max_sessions_per_day: int | None = None
    min_rest_hours: float = 0
    travel_minutes: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A staffed time slot of a centre; ``start`` and ``end`` are aware, ``lines`` the lines wished, if it counts them."""

    id: str
    centre: str
    start: datetime
    end: datetime
    lines: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """``count`` (≥ 1) seats of one role in one session; unique by (session, role).

    ``weight`` (≥ 1): what a missing seat costs. ``critical``: a line can't legally open without its share of it.
    """

    session: str
    role: str
    count: int
    weight: int
    critical: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A person in a role in a session, whatever the line."""

    person: str
    session: str
    role: str


@dataclass(frozen=True, slots=True, order=True)
class PreviousSeat:
    """A seat held before; ``pinned`` ones are kept whatever the rules say."""

    person: str
    session: str
    role: str
    pinned: bool = False

    @property
    def seat(self) -> Seat:
        return Seat(self.person, self.session, self.role)


Answers = Mapping[str, Mapping[str, AnswerKind]]
"""person id → session id → answer; a missing entry is « sans réponse »."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the solver may know. ``roles``: role → professions allowed. ``budget_seconds`` is wall time."""

    roles: Mapping[str, tuple[str, ...]]
    persons: tuple[Person, ...]
    sessions: tuple[Session, ...]
    needs: tuple[Need, ...]
    answers: Answers = field(default_factory=dict)
    ineligible: frozenset[Seat] = frozenset()
    previous: tuple[PreviousSeat, ...] = ()
    budget_seconds: float = DEFAULT_BUDGET_SECONDS


def answers_by_person(rows: Iterable[tuple[str, str, AnswerKind]]) -> dict[str, dict[str, AnswerKind]]:
    """The mapping :class:`Problem` wants, from (person, session, answer) rows; a repeated pair keeps the last."""
    grouped: dict[str, dict[str, AnswerKind]] = {}
    for person, session, answer in rows:
        grouped.setdefault(person, {})[session] = answer
    return grouped
