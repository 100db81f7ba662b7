"""Unscheduled care: slots that practices keep free, what is booked in them, and the calls that ask for one. Values only.

Nothing here says who a patient is: a booking is one place taken, through which channel, asked when, come or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import paris_date, paris_instant
from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.core.ids import PersonId, PracticeId

WEEKDAYS = range(7)
"""0 is Monday."""
MOST_PLACES = 60
LONGEST_HOURS = 14
DAYS_AHEAD = 60
"""Slots of a series exist that many days ahead: further, a calendar would promise what nobody has decided."""
LONGEST_WAIT_DAYS = 60
"""Beyond that, what was asked for is not this appointment."""


class ForWhom(StrEnum):
    """Whom a slot is kept for."""

    ANY = "any"
    WITHOUT_GP = "without_gp"
    WITH_GP = "with_gp"


FOR_WHOM_WORDS = {
    ForWhom.ANY: N_("tout le monde"),
    ForWhom.WITHOUT_GP: N_("patients sans médecin traitant"),
    ForWhom.WITH_GP: N_("patients ayant un médecin traitant"),
}


class Channel(StrEnum):
    """Who sends a patient to a slot, or whom a patient rang."""

    SAS = "sas"
    NIGHT_LINE = "116117"
    PRACTICE = "practice"
    PHARMACY = "pharmacy"
    EMERGENCY = "emergency"
    OTHER = "other"


CHANNEL_WORDS = {
    Channel.SAS: N_("SAS"),
    Channel.NIGHT_LINE: N_("116 117"),
    Channel.PRACTICE: N_("cabinet"),
    Channel.PHARMACY: N_("pharmacie"),
    Channel.EMERGENCY: N_("urgences"),
    Channel.OTHER: N_("autre"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSeries:
    """Slots that come back every week: wall times of Europe/Paris, from ``from_day`` to ``until_day`` (None: no end).

    ``practice`` or ``site`` says where; ``person`` who sees the patients, when one person does. ``paid``: the doctor is paid
    for keeping it, booked or not.
    """

    id: str
    weekdays: frozenset[int]
    starts: time
    ends: time
    places: int
    from_day: date
    practice: PracticeId | None = None
    site: str = ""
    person: PersonId | None = None
    for_whom: ForWhom = ForWhom.ANY
    paid: bool = False
    until_day: date | None = None
    removed_at: datetime | None = None
    revision: int = 1

    @property
    def host(self) -> str:
        """Where its slots are, as :attr:`Slot.host`."""
        return host_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One slot. Instants are UTC; ``day`` is the civil day (Paris) it begins on. ``moved_from``: the slot it stands in for.

    Time and place never change: another slot takes its place. So ``revision`` moves when it is cancelled or put back, and
    only then, as the SEQUENCE of a calendar does.
    """

    id: str
    day: date
    starts_at: datetime
    ends_at: datetime
    places: int
    changed_at: datetime
    practice: PracticeId | None = None
    site: str = ""
    person: PersonId | None = None
    for_whom: ForWhom = ForWhom.ANY
    paid: bool = False
    series: str = ""
    moved_from: str = ""
    cancelled_at: datetime | None = None
    revision: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it stands: not cancelled."""
        return self.cancelled_at is None

    @property
    def host(self) -> str:
        """Where it is, as a subject: « practice:<id> », « site:<id> », else « person:<id> »."""
        return host_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One place taken in a slot. ``asked_at``: when the patient first asked (UTC); ``came`` None: not said yet."""

    id: str
    slot: str
    channel: Channel
    asked_at: datetime
    booked_at: datetime
    came: bool | None = None


@dataclass(frozen=True, slots=True)
class DayCalls:
    """Calls for an unscheduled appointment on a civil day (Paris), by channel; ``unanswered`` of them rang in vain."""

    day: date
    channel: Channel
    calls: int
    unanswered: int = 0
    revision: int = 0
    """0: not written yet."""


def host_of(one: Slot | SlotSeries) -> str:
    """« practice:<id> », « site:<id> », else « person:<id> »: the same subjects as a « point cabinets »."""
    if one.practice:
        return f"practice:{one.practice}"
    return f"site:{one.site}" if one.site else f"person:{one.person}"


def checked_series(series: SlotSeries) -> SlotSeries:
    """``series`` when it can be kept. Raises InvalidInput that says what would fit."""
    if not (series.practice or series.site or series.person):
        raise InvalidInput(N_("Dites où se tiennent ces créneaux : un cabinet, un établissement ou un professionnel."))
    if not series.weekdays or not series.weekdays <= set(WEEKDAYS):
        raise InvalidInput(N_("Choisissez au moins un jour de la semaine."))
    if series.until_day is not None and series.until_day < series.from_day:
        raise InvalidInput(N_("Le dernier jour vient avant le premier : corrigez l’un des deux."))
    _check_hours(series.starts, series.ends)
    _check_places(series.places)
    return series


def checked_slot(slot: Slot) -> Slot:
    """``slot`` when it can be kept: a place to be, hours within one day, one place at least. Raises InvalidInput."""
    if not (slot.practice or slot.site or slot.person):
        raise InvalidInput(N_("Dites où se tient ce créneau : un cabinet, un établissement ou un professionnel."))
    if not timedelta() < slot.ends_at - slot.starts_at <= timedelta(hours=LONGEST_HOURS):
        raise InvalidInput(_HOURS, most=LONGEST_HOURS)
    _check_places(slot.places)
    return slot


_HOURS = N_("Les horaires ne vont pas : la fin doit venir après le début, le même jour, {most} heures au plus après.")


def _check_hours(starts: time, ends: time) -> None:
    hours = (ends.hour - starts.hour) + (ends.minute - starts.minute) / 60
    if not 0 < hours <= LONGEST_HOURS:
        raise InvalidInput(_HOURS, most=LONGEST_HOURS)


def _check_places(places: int) -> None:
    if not 1 <= places <= MOST_PLACES:
        raise InvalidInput(N_("Écrivez un nombre de places de 1 à {most}."), most=MOST_PLACES)


def checked_calls(one: DayCalls) -> DayCalls:
    """``one`` when its numbers hold together. Raises InvalidInput."""
    if one.calls < 0 or not 0 <= one.unanswered <= one.calls:
        raise InvalidInput(
            N_("Appels du {day} : les appels sans réponse ({unanswered}) ne peuvent pas dépasser les appels ({calls})."),
            day=one.day, unanswered=one.unanswered, calls=one.calls,
        )  # fmt: skip
    return one


def check_asked(asked_at: datetime, slot: Slot, now: datetime) -> None:
    """Pass when a patient may have asked at ``asked_at`` for this slot. Raises InvalidInput."""
    if asked_at > now or asked_at > slot.ends_at:
        raise InvalidInput(N_("L’heure de la demande est à venir : écrivez quand le patient a appelé."))
    if slot.starts_at - asked_at > timedelta(days=LONGEST_WAIT_DAYS):
        raise InvalidInput(
            N_("La demande est trop ancienne : plus de {days} jours avant le rendez-vous."), days=LONGEST_WAIT_DAYS
        )


def slots_of(series: SlotSeries, first: date, last: date, at: datetime) -> Iterator[Slot]:
    """The slots of a series between two civil days (Paris), both included, written at ``at`` (UTC).

    The id comes from the series and the day, so that making them twice makes them once. A day on which the clocks skip one of
    its hours has none.
    """
    last = min(last, series.until_day) if series.until_day else last
    day = max(first, series.from_day)
    while day <= last:
        if day.weekday() in series.weekdays and (slot := _slot_of(series, day, at)):
            yield slot
        day += timedelta(days=1)


def _slot_of(series: SlotSeries, day: date, at: datetime) -> Slot | None:
    try:
        starts_at, ends_at = paris_instant(day, series.starts), paris_instant(day, series.ends)
    except InvalidInput:
        return None
    return Slot(
        id=f"{series.id}.{day:%Y%m%d}",
        day=paris_date(starts_at),
        starts_at=starts_at,
        ends_at=ends_at,
        places=series.places,
        changed_at=at,
        practice=series.practice,
        site=series.site,
        person=series.person,
        for_whom=series.for_whom,
        paid=series.paid,
        series=series.id,
    )
