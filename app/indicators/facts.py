"""What the store knows of one period, as values: everything the indicators are counted from, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, timedelta

    from app.continuity.slot_figures import SlotFigures
    from app.core.ids import PersonId, SeatId, SessionId
    from app.core.intervals import Interval
    from app.roster.person import Person
    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.session import Seat, Session


@dataclass(frozen=True, slots=True)
class Expected:
    """The sheet of one session whose attendance is closed: how many were expected, and how many of them came."""

    session_id: SessionId
    expected: int
    absent: int


@dataclass(frozen=True, slots=True)
class Present:
    """One attendee's hours in a session. ``person_id`` None: someone passing, who is in no roster."""

    session_id: SessionId
    person_id: PersonId | None
    worked: Interval


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests and answers of one kind: how many people were reached, how many spoke."""

    people: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Fees:
    """The vacations of a period: cents known, how many vacations, how many whose amount nobody knows."""

    known_cents: int = 0
    vacations: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Relayed:
    """Needs for which a relay was asked, and those it has visited; both None where one of them is too small to be told."""

    asked: int | None
    visited: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One period. Sessions are published or past ones, cancelled ones left out; seats are live and theirs."""

    people: tuple[Person, ...] = ()
    sessions: tuple[Session, ...] = ()
    seats: tuple[Seat, ...] = ()
    confirmed: frozenset[SeatId] = frozenset()
    capacities: tuple[SessionCapacity, ...] = ()
    expected: tuple[Expected, ...] = ()
    present: tuple[Present, ...] = ()
    injected: Mapping[SessionId, int] = field(default_factory=dict)
    by_group: Mapping[tuple[SessionId, str], int] = field(default_factory=dict)
    allotted: Mapping[date, int] = field(default_factory=dict)
    """Monday → doses allotted to all centres together."""
    polls: Asked = field(default_factory=Asked)
    calls: Asked = field(default_factory=Asked)
    delays: tuple[timedelta, ...] = ()
    """From each call-out's start to each yes that obtained its seat."""
    solicitations: int = 0
    contactable: int = 0
    messages: int = 0
    fees: Fees = field(default_factory=Fees)
    satisfaction: Mapping[int, int] = field(default_factory=dict)
    """Mark (1 to 5) → answers."""
    fatigue: Mapping[str, int] = field(default_factory=dict)
    """Answer (``fine``, ``much``, ``too_much``) → how many."""
    responders: frozenset[PersonId] = frozenset()
    """Who worked in a session opened for a real event."""
    plan_number: int | None = None
    """The plan in force at the end of the period; None without one."""
    typologies: frozenset[int] = frozenset()
    """Typologies of the agreement (1 to 5) that it holds."""
    relayed: Relayed | None = None
    """Needs for which a relay was asked; None without any."""
    slots: SlotFigures | None = None
    """Unscheduled care, where there are slots."""
    trainings: tuple[int, ...] = ()
    """Attendees of each training that took place."""
    covered: tuple[int, int] | None = None
    """Requests for care served with the plan, and asked, in the last trial of the laboratory that was kept; None without any."""
    exercises: tuple[int, ...] = ()
    """Participants of each exercise that was held."""
    communications: int = 0
    """Awareness of professionals, and publications of real events."""
