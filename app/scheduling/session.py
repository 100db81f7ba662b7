"""Sessions, needs and seats: a staffed time slot, what it asks for, and the permanent places people take in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from app.core.ids import CentreId, PartnerId, PersonId, SeatId, SessionId


class SessionState(StrEnum):
    """Draft until its centre's rota is published; cancelled sessions stay visible."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DONE = "done"
    CANCELLED = "cancelled"


class SeatState(StrEnum):
    """A seat's life: open → published (« à confirmer ») → acknowledged (« confirmé ») → worked; or aside."""

    OPEN = "open"
    PUBLISHED = "published"
    ACKNOWLEDGED = "acknowledged"
    WORKED = "worked"
    STAND_IN_WANTED = "stand_in_wanted"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """A staffed time slot. ``starts_at``/``ends_at`` are UTC; date and wall times are Europe/Paris, with their fold."""

    id: SessionId
    centre_id: CentreId
    day: date
    starts: time
    ends: time
    starts_at: datetime
    ends_at: datetime
    lines: int
    state: SessionState = SessionState.DRAFT
    site: str = ""
    """Where a mobile session goes, when not the centre's place."""
    target_group: str = ""
    dose_number: int = 1
    first_dose_session_id: SessionId | None = None
    vaccine: str = ""
    appointments: int | None = None
    revision: int = 1
    sequence: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a session asks for in one role; ``provided`` seats are given by a partner, with a contact."""

    session_id: SessionId
    role: str
    count: int
    weight: int = 1
    critical: bool = False
    provided: int = 0
    partner_id: PartnerId | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a seat: a person of the roster or a partner; neither means the seat is open."""

    person_id: PersonId | None = None
    partner_id: PartnerId | None = None

    @property
    def filled(self) -> bool:
        return self.person_id is not None or self.partner_id is not None


NOBODY = Holder()


@dataclass(frozen=True, slots=True)
class Seat:
    """One permanent place (session, role, line, rank); its id is the calendar UID whoever holds it."""

    id: SeatId
    session_id: SessionId
    role: str
    line: int | None
    rank: int
    holder: Holder = NOBODY
    state: SeatState = SeatState.OPEN
    pinned: bool = False
    override_reason: str = ""
    revision: int = 1
    sequence: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftSeat:
    """A difference from live: who the draft puts on a seat. ``base_revision`` is the live revision it was made on."""

    seat_id: SeatId
    holder: Holder
    base_revision: int
    pinned: bool = False
    override_reason: str = ""
    provisional: bool = False
    """Stands on declared habits, not on an answer: « non confirmé »."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A town hall, hospital or association that provides people for seats, with whom to call."""

    id: PartnerId
    name: str
    contact_name: str = ""
    contact_phone: str = ""
