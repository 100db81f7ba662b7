"""Appointment slots: never more in a week than the doses allotted to it. Spread over sessions exactly and always alike."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from app.core.clock import monday_of
from app.scheduling.demand import counted
from app.scheduling.session import SessionState
from app.scheduling.spoken import half_day_of
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import date

    from app.core.ids import SessionId
    from app.scheduling.centre import Centre
    from app.scheduling.session import Session

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SessionSlots:
    """The slots of one session: ``capacity`` is what its lines could take, ``slots`` what the doses allow."""

    session_id: SessionId
    capacity: int
    slots: int
    reserved: tuple[tuple[str, int], ...] = ()
    """Kept for people with reduced mobility: (commune INSEE code, slots), within ``slots``."""
    appointments: int | None = None

    @property
    def left(self) -> int:
        """Slots without an appointment."""
        return max(0, self.slots - (self.appointments or 0))

    @property
    def excess(self) -> int:
        """Appointments that have no slot and must be moved."""
        return max(0, (self.appointments or 0) - self.slots)


@dataclass(frozen=True, slots=True)
class WeekSlots:
    """One civil week: its doses (None when nobody has typed the allotment) and the slots of its sessions, in time order."""

    monday: date
    doses: int | None
    sessions: tuple[SessionSlots, ...]

    @property
    def slots(self) -> int:
        return sum(one.slots for one in self.sessions)

    @property
    def capacity(self) -> int:
        return sum(one.capacity for one in self.sessions)

    @property
    def sentence(self) -> str:
        """« Semaine du lundi 30 novembre : 2 400 doses, 2 400 créneaux ouverts sur 2 880 possibles. »"""
        week = _("Semaine du {day}").format(day=spoken_day(self.monday))
        if self.doses is None:
            return _("{week} : dotation non saisie, {slots} possibles et non plafonnés.").format(
                week=week, slots=counted(ngettext("{n} créneau", "{n} créneaux", self.slots), self.slots)
            )
        return _("{week} : {doses}, {slots} sur {capacity} possibles.").format(
            week=week,
            doses=counted(ngettext("{n} dose", "{n} doses", self.doses), self.doses),
            slots=counted(ngettext("{n} créneau ouvert", "{n} créneaux ouverts", self.slots), self.slots),
            capacity=spoken_number(self.capacity),
        )


def minutes_of(session: Session) -> int:
    """True length in minutes, the hour gained or lost at night included."""
    return (session.ends_at - session.starts_at) // timedelta(minutes=1)


def slot_capacity(session: Session, injections_per_hour: int, slot_minutes: int) -> int:
    """Slots that all lines could take: the smaller of the rate over the session and of whole slots a line."""
    minutes = minutes_of(session)
    at_rate = math.floor(Fraction(injections_per_hour * session.lines * minutes, 60))
    return min(at_rate, session.lines * (minutes // slot_minutes))


def slots_by_week(sessions: Iterable[Session], allotments: Mapping[date, int], centre: Centre) -> tuple[WeekSlots, ...]:
    """The slots of a centre's sessions, week by week (Monday–Sunday, Paris).

    ``allotments``: Monday → doses (« le centre ne peut ouvrir plus de créneaux que de doses allouées », FAQ centres de
    vaccination). A week without one is not capped. Cancelled sessions get none.
    """
    weeks: dict[date, list[Session]] = {}
    for session in sorted(sessions, key=lambda one: (one.starts_at, one.id)):
        if session.state is not SessionState.CANCELLED:
            weeks.setdefault(monday_of(session.day), []).append(session)
    every = {session.id: session for week in weeks.values() for session in week}
    return tuple(_week(monday, week, allotments.get(monday), centre, every) for monday, week in sorted(weeks.items()))


def _week(
    monday: date, sessions: Sequence[Session], doses: int | None, centre: Centre, every: Mapping[SessionId, Session]
) -> WeekSlots:
    capacity = {one.id: slot_capacity(one, centre.injections_per_hour, centre.slot_minutes) for one in sessions}
    reserve = {one.id: min(capacity[one.id], sum(kept for _c, kept in centre.reserved_slots)) for one in sessions}
    if doses is None:
        slots, kept = capacity, reserve
    else:
        slots, kept = _capped(doses, sessions, capacity, reserve, every)
    return WeekSlots(
        monday,
        doses,
        tuple(
            SessionSlots(
                one.id,
                capacity[one.id],
                slots[one.id],
                _communes(kept[one.id], centre.reserved_slots),
                one.appointments,
            )
            for one in sessions
        ),
    )


def _capped(
    doses: int, sessions: Sequence[Session], capacity: Mapping[SessionId, int], reserve: Mapping[SessionId, int],
    every: Mapping[SessionId, Session],
) -> tuple[dict[SessionId, int], dict[SessionId, int]]:  # fmt: skip
    """Second doses due, then what is kept for people with reduced mobility, then first doses, then places still free."""
    due = {one.id: _second_doses_due(one, capacity[one.id], every) for one in sessions}
    kept = {one.id: reserve[one.id] for one in sessions if one.dose_number < 2}
    first = {one.id: capacity[one.id] for one in sessions if one.dose_number < 2}
    slots = dict.fromkeys(capacity, 0)
    for ceiling in (due, kept, first, capacity):
        wanted = {key: max(0, most - slots[key]) for key, most in ceiling.items()}
        for key, more in apportion(doses - sum(slots.values()), wanted).items():
            slots[key] += more
    return slots, {key: min(reserve[key], slots[key]) for key in slots}


def _second_doses_due(session: Session, capacity: int, every: Mapping[SessionId, Session]) -> int:
    """People who come back: as many as were booked the first time, all slots when that is not known."""
    if session.dose_number < 2:
        return 0
    first = every.get(session.first_dose_session_id) if session.first_dose_session_id else None
    booked = first.appointments if first else None
    return capacity if booked is None else min(capacity, max(booked, session.appointments or 0))


def apportion(total: int, wanted: Mapping[Key, int]) -> dict[Key, int]:
    """``total`` shared in proportion to ``wanted`` by largest remainder, ties to the earlier key; nobody gets more than wanted."""
    asked = sum(wanted.values())
    if total >= asked:
        return dict(wanted)
    exact = {key: Fraction(total * want, asked) for key, want in wanted.items()}
    shares = {key: math.floor(value) for key, value in exact.items()}
    order = sorted(wanted, key=lambda key: shares[key] - exact[key])
    for key in order[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def _communes(kept: int, reserved: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    shares = apportion(kept, dict(enumerate(count for _commune, count in reserved)))
    return tuple((commune, shares[index]) for index, (commune, _count) in enumerate(reserved) if shares[index])


def appointments_sentence(session: Session, slots: SessionSlots) -> str | None:
    """« Lundi 30 novembre, matin : 160 rendez-vous pour 144 créneaux, 16 à déplacer. », or None when they fit."""
    if not slots.excess:
        return None
    return _("{moment} : {booked} rendez-vous pour {slots}, {excess} à déplacer.").format(
        moment=capitalised(half_day_of(session)),
        booked=spoken_number(slots.appointments or 0),
        slots=counted(ngettext("{n} créneau", "{n} créneaux", slots.slots), slots.slots),
        excess=spoken_number(slots.excess),
    )
