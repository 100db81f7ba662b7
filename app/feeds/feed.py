"""What a calendar holds before it is written: feeds, events, notices. Values only; :mod:`app.feeds.calendar` writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.core.ids import SeatId
    from app.scheduling.centre import Place

WINDOW_PAST_DAYS = 30
WINDOW_FUTURE_DAYS = 180
CANCELLED_DAYS = 7
"""How long a cancelled seat stays in a feed, in days after the cancellation."""

MAX_BYTES = 1_000_000
"""Google refuses a subscribed calendar above about 1 MB."""

REFRESH = timedelta(hours=1)
"""What clients are asked to wait between two readings; Nextcloud waits a week when nothing is asked."""

REMINDER_CHOICES = (30, 60, 120, 720, 1440, 2880)
"""Minutes before the start at which a volunteer may ask to be reminded."""

MAX_REMINDERS = 2


class Audience(StrEnum):
    """Who reads a feed; it decides what an event may say."""

    HOLDER = "holder"
    """The person who holds the seats: no other name."""
    COORDINATION = "coordination"
    """Sees who holds each seat."""
    PARTNER = "partner"
    """Sees which seats are held, never by whom."""


class EventStatus(StrEnum):
    """RFC 5545 §3.8.1.11: « à confirmer » is tentative, « confirmé » confirmed."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One seat as a calendar shows it. Instants are UTC; ``role`` is the label a person reads."""

    seat_id: SeatId
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    """The row's time: DTSTAMP and LAST-MODIFIED, so that a build never depends on the clock."""
    sequence: int
    status: EventStatus
    role: str
    line: int | None
    centre: str
    place: Place
    contact: str = ""
    site: str = ""
    """Where a mobile session goes, when not the centre's place."""
    target_group: str = ""
    holder: str = ""
    filled: bool = True
    stand_in_wanted: bool = False
    told: str = ""
    """What the event says of itself, instead of a role and who holds it: a slot that is nobody's seat."""


@dataclass(frozen=True, slots=True)
class Notice:
    """An all-day message in a calendar, from ``first_day`` until just before ``end_day`` (civil days).

    ``sequence``: moves with its day and with its cancellation.
    """

    uid: str
    first_day: date
    end_day: date
    at: datetime
    summary: str
    description: str
    sequence: int = 0
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another calendar that holds what this one has no room for."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One subscribed calendar. ``today`` (Paris) only says which days to keep when there are too many."""

    name: str
    audience: Audience
    today: date
    events: tuple[FeedEvent, ...] = ()
    page_url: str = ""
    """The page of whoever holds the link; an absolute address."""
    reminders: tuple[int, ...] = ()
    """Minutes before the start, from :data:`REMINDER_CHOICES`, at most :data:`MAX_REMINDERS`."""
    notices: tuple[Notice, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


def in_window(starts_on: date, ends_on: date, today: date) -> bool:
    """Whether an event between two civil days (Paris) belongs in a feed read on ``today``."""
    first, last = today - timedelta(days=WINDOW_PAST_DAYS), today + timedelta(days=WINDOW_FUTURE_DAYS)
    return ends_on >= first and starts_on <= last


def still_announced(cancelled_on: date, today: date) -> bool:
    """Whether a seat cancelled on a civil day (Paris) is still shown on ``today``."""
    return today <= cancelled_on + timedelta(days=CANCELLED_DAYS)


def chosen_reminders(asked: list[str]) -> tuple[int, ...]:
    """The reminders among ``asked`` (minutes, as text) that may be had: known choices, no doubles, two at most."""
    wanted = {int(text) for text in asked if text.isascii() and text.isdecimal() and len(text) <= 4}
    return tuple(sorted(wanted & set(REMINDER_CHOICES)))[:MAX_REMINDERS]
