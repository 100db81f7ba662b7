"""The values of each printed sheet from one state of a centre's days: who, where, which phone. Nothing is drawn here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.activity.incidents import incident_types_in_force
from app.documents.day_sheet import DayRow, DaySeat, DaySheet
from app.documents.imprint import Contact
from app.documents.sign_in_sheet import ReflexCard, SheetDoses, SheetSeat, SignInSheet
from app.documents.week_poster import PosterCell, PosterRow, PosterSeat, WeekPoster
from app.roster.phones import spoken_phone
from app.scheduling.capacity import is_held
from app.scheduling.seats import seat_order
from app.scheduling.session import SeatState
from app.words import _, ngettext
from app.words.dates import (
    half_day_name,
    spoken_date,
    spoken_day,
    spoken_hours,
    spoken_number,
    spoken_session,
)
from app.words.people import full_name, short_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from app.activity.opening_check import CheckAnswer
    from app.core.ids import PartnerId, PersonId, SessionId
    from app.documents.imprint import Imprint
    from app.library import Library
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.session import Need, Partner, Seat, Session
    from app.scheduling.spoken import RoleLabel

LEAD_ROLE = "centre_lead"
WALK_INS = 3
"""Blank rows for people passing, where they report: the centre's own sheet, or the only one."""

PHYSICIAN = "physician_callable"
"""The item of the opening check that names the physician (``data/opening_checks.csv``)."""

ANAPHYLAXIS = "anaphylaxis"
"""The reflex card that every sign-in sheet carries (``data/incident_types.csv``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPrint:
    """One state of some days of a centre. ``addresses``: session → what its printed code opens, empty for none."""

    centre: Centre
    sessions: tuple[Session, ...]
    seats: tuple[Seat, ...]
    closed: Collection[tuple[SessionId, int]]
    needs: tuple[Need, ...]
    people: Mapping[PersonId, Person]
    partners: Mapping[PartnerId, Partner]
    library: Library
    label: RoleLabel
    answers: Mapping[SessionId, tuple[CheckAnswer, ...]]
    hints: tuple[CheckAnswer, ...]
    addresses: Mapping[SessionId, str]
    days: tuple[date, ...]
    imprint: Imprint

    def of(self, session: Session) -> list[Seat]:
        """The session's seats in the order of the roles as the centre lists them, then line and rank."""
        order = {role.role: n for n, role in enumerate(self.centre.roles)}
        mine = (seat for seat in self.seats if seat.session_id == session.id)
        return sorted(mine, key=lambda seat: (order.get(seat.role, len(order)), seat_order(seat)))

    def person(self, seat: Seat) -> Person | None:
        id = seat.holder.person_id
        return self.people.get(id) if id is not None and is_held(seat) else None

    def name(self, seat: Seat, *, short: bool = False) -> str:
        """Who holds the seat, in full or short; a partner by name; empty when it is open."""
        if seat.holder.partner_id is not None and is_held(seat):
            return self.partners[seat.holder.partner_id].name if seat.holder.partner_id in self.partners else ""
        person = self.person(seat)
        if person is None:
            return ""
        return (short_name if short else full_name)(person.given_name, person.family_name)

    def profession(self, seat: Seat) -> str:
        person = self.person(seat)
        if person is None or not person.profession or person.profession not in self.library.professions:
            return ""
        return self.library.professions[person.profession].label(person.civilite)

    def phone(self, seat: Seat) -> str:
        person = self.person(seat)
        if person is None:
            return ""
        found = person.mobile or person.phone
        return spoken_phone(found) if found else ""

    @property
    def place(self) -> str:
        place = self.centre.place
        return ", ".join(part for part in (place.name, place.address, place.commune) if part)

    def lead(self, session: Session) -> Contact:
        """Who leads the session, else whom the centre names."""
        return self._holder(session, LEAD_ROLE) or Contact(
            self.centre.contact_name, spoken_phone(self.centre.contact_phone) if self.centre.contact_phone else ""
        )

    def physician(self, session: Session) -> Contact:
        """The physician noted at the opening check, else who holds the role, else who was noted last."""
        return (
            _noted(self.answers.get(session.id, ()))
            or self._holder(session, "supervising_physician")
            or _noted(self.hints)
            or Contact()
        )

    def _holder(self, session: Session, role: str) -> Contact | None:
        found = next((seat for seat in self.of(session) if seat.role == role and self.name(seat)), None)
        return Contact(self.name(found), self.phone(found)) if found else None

    @property
    def card(self) -> ReflexCard | None:
        types = incident_types_in_force(self.library.incident_types, self.centre.kind, self.sessions[0].day)
        found = next((one for one in types if one.code == ANAPHYLAXIS), None)
        return ReflexCard(found.label, found.steps, found.source) if found else None


def _noted(answers: Iterable[CheckAnswer]) -> Contact | None:
    """The physician last noted at an opening check."""
    named = [one for one in answers if one.code == PHYSICIAN and one.name]
    return Contact(named[-1].name, spoken_phone(named[-1].phone)) if named else None


def sheets_of(printed: DayPrint) -> list[SignInSheet]:
    """One sheet for each session and open line; where there are several lines, one more for who serves the whole centre.

    Each then holds on one A4; on a single line everyone signs the same sheet.
    """
    return [
        _sheet(printed, session, line, held, walk_ins)
        for session in printed.sessions
        for line, held, walk_ins in _parts(printed, session)
    ]


def _parts(printed: DayPrint, session: Session) -> Iterable[tuple[str, list[Seat], int]]:
    """What each sheet of a session is for, its seats, and the rows it leaves for people passing."""
    lines = [line for line in range(1, session.lines + 1) if (session.id, line) not in printed.closed]
    held = printed.of(session)
    shared = [seat for seat in held if seat.line is None]
    for line in lines:
        own = [seat for seat in held if seat.line == line]
        if len(lines) == 1:
            own += shared
        yield _("Ligne {line}").format(line=line), own, WALK_INS if len(lines) == 1 or not shared else 1
    if len(lines) != 1 and shared:
        yield _("Centre"), shared, WALK_INS


def _sheet(printed: DayPrint, session: Session, line: str, held: Iterable[Seat], walk_ins: int) -> SignInSheet:
    return SignInSheet(
        centre=printed.centre.name,
        place=session.site or printed.place,
        session=spoken_session(session.starts_at, session.ends_at),
        line=line,
        seats=tuple(SheetSeat(printed.label(s.role), printed.name(s), printed.profession(s), _note(s)) for s in held),
        lead=printed.lead(session),
        physician=printed.physician(session),
        card=printed.card,
        doses=_doses(printed, session),
        slots=_slots(printed, session),
        address=printed.addresses.get(session.id, ""),
        walk_in_rows=walk_ins,
    )


def _note(seat: Seat) -> str:
    return _("cherche un remplaçant") if seat.state is SeatState.STAND_IN_WANTED else ""


def _doses(printed: DayPrint, session: Session) -> tuple[SheetDoses, ...]:
    """The vials that the session's bookings ask for, of its vaccine."""
    vaccine = printed.library.vaccines.get(session.vaccine or printed.centre.vaccine)
    if vaccine is None:
        return ()
    if session.appointments is None:
        return (SheetDoses(vaccine.label, _("flacons à compter")),)
    vials = math.ceil(session.appointments / vaccine.doses_per_vial)
    said = ngettext("{n} flacon ({doses} doses)", "{n} flacons ({doses} doses)", vials)
    return (SheetDoses(vaccine.label, said.format(n=vials, doses=spoken_number(vials * vaccine.doses_per_vial))),)


def _slots(printed: DayPrint, session: Session) -> str:
    every = ngettext("un créneau par minute", "un créneau toutes les {n} minutes", printed.centre.slot_minutes).format(
        n=printed.centre.slot_minutes
    )
    if session.appointments is None:
        return every
    booked = ngettext("{n} rendez-vous", "{n} rendez-vous", session.appointments)
    return f"{booked.format(n=spoken_number(session.appointments))}, {every}"


def day_sheet_of(printed: DayPrint) -> DaySheet:
    """The whole day: lines and roles down, sessions across."""
    lines = sorted({seat.line or 0 for seat in printed.seats})
    rows = [
        DayRow(
            _("Ligne {line}").format(line=line) if line else _("Centre"),
            printed.label(role),
            tuple(_day_cell(printed, session, line or None, role) for session in printed.sessions),
        )
        for line in lines
        for role in _roles(printed, line or None)
    ]
    first = printed.sessions[0]
    return DaySheet(
        centre=printed.centre.name,
        place=printed.place,
        day=spoken_day(first.day),
        sessions=tuple(
            f"{half_day_name(one.starts_at, one.ends_at)} ({spoken_hours(one.starts_at, one.ends_at)})"
            for one in printed.sessions
        ),
        rows=tuple(rows),
        lead=printed.lead(first),
        physician=printed.physician(first),
        notes=tuple(_slots(printed, one) for one in printed.sessions if one.appointments is not None),
    )


def _roles(printed: DayPrint, line: int | None) -> list[str]:
    order = {role.role: n for n, role in enumerate(printed.centre.roles)}
    found = {seat.role for seat in printed.seats if seat.line == line}
    return sorted(found, key=lambda role: (order.get(role, len(order)), role))


def _day_cell(printed: DayPrint, session: Session, line: int | None, role: str) -> tuple[DaySeat, ...] | None:
    if line is not None and (line > session.lines or (session.id, line) in printed.closed):
        return None
    return tuple(
        DaySeat(printed.name(seat), printed.profession(seat), printed.phone(seat))
        for seat in printed.of(session)
        if (seat.line, seat.role) == (line, role)
    )


def poster_of(printed: DayPrint) -> WeekPoster:
    """The week: half-days and lines down, days across; days without a session at the end are left out."""
    last = max(session.day for session in printed.sessions)
    days = tuple(day for day in printed.days if day <= last)
    halves = list(dict.fromkeys(_half(one) for one in sorted(printed.sessions, key=lambda one: (one.starts, one.ends))))
    rows = [
        PosterRow(
            half,
            _("Ligne {line}").format(line=line) if line else _("Centre"),
            tuple(_poster_cell(printed, half, line or None, day) for day in days),
        )
        for half in halves
        for line in sorted({seat.line or 0 for seat in printed.seats})
    ]
    return WeekPoster(
        centre=printed.centre.name,
        week=_("Semaine du {first} au {last}").format(first=spoken_day(days[0]), last=spoken_date(days[-1])),
        days=tuple(spoken_day(day) for day in days),
        rows=tuple(row for row in rows if any(row.cells)),
        contact=" ".join(
            part
            for part in (printed.centre.contact_name, spoken_phone(printed.centre.contact_phone))
            if printed.centre.contact_phone and part
        ),
    )


def _half(session: Session) -> str:
    return (
        f"{half_day_name(session.starts_at, session.ends_at)} ({spoken_hours(session.starts_at, session.ends_at)})"
    )  # fmt: skip


def _poster_cell(printed: DayPrint, half: str, line: int | None, day: date) -> PosterCell | None:
    session = next((one for one in printed.sessions if one.day == day and _half(one) == half), None)
    if session is None:
        return None
    if line is not None and (session.id, line) in printed.closed:
        return PosterCell(alert=_("ligne fermée"))
    held = [seat for seat in printed.of(session) if seat.line == line]
    if not held:
        return None
    return PosterCell(tuple(PosterSeat(printed.label(seat.role), printed.name(seat, short=True)) for seat in held))
