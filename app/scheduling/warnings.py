"""What a manual edit breaks: each rule as a warning with the facts it rests on, overridable with a kept reason or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.core.intervals import Interval
from app.roster.answer import AnswerValue
from app.scheduling.capacity import is_held
from app.scheduling.spoken import RoleLabel, half_day_of, place_of
from app.scheduling.staffing import problem
from app.scheduling.staffing.rules import Slot, overlaps, slot_of, too_short_rest, two_centres_a_day
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_day, spoken_number

if TYPE_CHECKING:
    from app.core.ids import CentreId, PersonId, SeatId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Seat, Session


class WarningCode(StrEnum):
    """In the order they are shown: what can't be overridden first."""

    OPTED_OUT = "opted_out"
    DOUBLE_BOOKING = "double_booking"
    OTHER_CENTRE = "other_centre"
    COMPETENCE = "competence"
    REST = "rest"
    WEEKLY_CAP = "weekly_cap"
    DAILY_CAP = "daily_cap"
    UNDECLARED_ROLE = "undeclared_role"
    TOO_FAR = "too_far"
    SAID_NO = "said_no"
    BUSY = "busy"
    NO_ANSWER = "no_answer"


NEVER_OVERRIDDEN = frozenset({WarningCode.OPTED_OUT})


@dataclass(frozen=True, slots=True)
class RotaWarning:
    """One rule a seat would break for a person, as a sentence."""

    code: WarningCode
    seat_id: SeatId
    person_id: PersonId
    sentence: str

    @property
    def overridable(self) -> bool:
        """Whether a reason kept with the seat lets it stand."""
        return self.code not in NEVER_OVERRIDDEN


def _competent(person: Person, role: str, session: Session) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class RotaContext:
    """What the rules look at. ``seats`` is the rota as the draft would have it, over every centre and week that counts.

    ``competence`` says why a person can't hold a role in a session, as a clause, or None when they can.
    ``travel_minutes``: (person, centre) → minutes by road; absent = not known, no warning. Hours and caps that a person
    left blank are ``min_rest_hours`` and ``max_sessions_per_day``.
    """

    sessions: Mapping[SessionId, Session]
    seats: Sequence[Seat]
    answers: Mapping[tuple[PersonId, SessionId], AnswerValue]
    today: date
    name: Callable[[str], str]
    role_label: RoleLabel
    centre_name: Callable[[CentreId], str] = str
    competence: Callable[[Person, str, Session], str | None] = _competent
    travel_minutes: Mapping[tuple[PersonId, CentreId], float] = field(default_factory=dict)
    busy: Mapping[PersonId, Sequence[Interval]] = field(default_factory=dict)
    min_rest_hours: int = 0
    max_sessions_per_day: int | None = None


def warnings_for(seat: Seat, person: Person, context: RotaContext) -> list[RotaWarning]:
    """What giving ``seat`` to ``person`` breaks, most serious first; an empty list means nothing does."""
    session = context.sessions[seat.session_id]
    others = _other_seats(seat, person, context)
    found = (*_person_rules(seat, session, person, context), *_seat_rules(session, others, person, context))
    order = list(WarningCode)
    return [
        RotaWarning(code, seat.id, person.id, sentence)
        for code, sentence in sorted(found, key=lambda one: order.index(one[0]))
    ]


Found = tuple[WarningCode, str]


def _other_seats(seat: Seat, person: Person, context: RotaContext) -> list[tuple[Seat, Session]]:
    held = [
        (other, context.sessions[other.session_id])
        for other in context.seats
        if other.holder.person_id == person.id
        and other.id != seat.id
        and is_held(other)
        and other.session_id in context.sessions
    ]
    return sorted(held, key=lambda one: (one[1].starts_at, one[0].id))


def _person_rules(seat: Seat, session: Session, person: Person, context: RotaContext) -> Iterator[Found]:
    name = context.name(person.id)
    if not person.is_contactable_on(context.today) and person.opted_out_on is not None:
        day = spoken_date(person.opted_out_on)
        yield (
            WarningCode.OPTED_OUT,
            _("{name} ne veut plus être sollicité(e) depuis le {day}.").format(name=name, day=day),
        )
    why = context.competence(person, seat.role, session)
    if why is not None:
        role = context.role_label(seat.role)
        yield (
            WarningCode.COMPETENCE,
            _("{name} ne peut pas tenir {role} le {day} : {why}.").format(
                name=name, role=_quoted(role), day=spoken_day(session.day), why=why
            ),
        )
    if not person.declares(seat.role):
        declared = ", ".join(sorted(context.role_label(role) for role in person.roles))
        yield (
            WarningCode.UNDECLARED_ROLE,
            _("{name} n’a pas déclaré {role} ; rôles déclarés : {declared}.").format(
                name=name, role=_quoted(context.role_label(seat.role)), declared=declared
            ),
        )
    yield from _distance(session, person, context)
    yield from _availability(session, person, context)


def _distance(session: Session, person: Person, context: RotaContext) -> Iterator[Found]:
    minutes = context.travel_minutes.get((person.id, session.centre_id))
    if minutes is not None and person.radius_minutes is not None and minutes > person.radius_minutes:
        yield (
            WarningCode.TOO_FAR,
            _("{name} est à {minutes} min de {centre}, au-delà des {radius} min déclarées.").format(
                name=context.name(person.id),
                minutes=spoken_number(round(minutes)),
                centre=context.centre_name(session.centre_id),
                radius=person.radius_minutes,
            ),
        )


def _availability(session: Session, person: Person, context: RotaContext) -> Iterator[Found]:
    name, moment = context.name(person.id), half_day_of(session)
    answer = context.answers.get((person.id, session.id))
    if answer is AnswerValue.NO:
        yield WarningCode.SAID_NO, _("{name} a répondu non pour {moment}.").format(name=name, moment=moment)
    elif answer is None:
        yield WarningCode.NO_ANSWER, _("{name} n’a pas répondu pour {moment}.").format(name=name, moment=moment)
    taken = Interval(session.starts_at, session.ends_at)
    if any(taken.overlaps(one) for one in context.busy.get(person.id, ())):
        yield (
            WarningCode.BUSY,
            _("{name} est pris(e) ailleurs pendant {moment}, d’après son agenda ou la garde.").format(
                name=name, moment=moment
            ),
        )


def _seat_rules(
    session: Session, others: Sequence[tuple[Seat, Session]], person: Person, context: RotaContext
) -> Iterator[Found]:
    slot = _slot(session)
    rest = context.min_rest_hours if person.min_rest_hours is None else person.min_rest_hours
    for seat, other in others:
        yield from _clash(slot, seat, other, rest, person, context)
    yield from _caps(session, others, person, context)


def _clash(slot: Slot, seat: Seat, other: Session, rest: int, person: Person, context: RotaContext) -> Iterator[Found]:
    name, where = context.name(person.id), f"{half_day_of(other)}, {place_of(seat, context.role_label)}"
    if overlaps(slot, _slot(other)):
        yield (
            WarningCode.DOUBLE_BOOKING,
            _("{name} tient déjà un poste à ces heures : {where}.").format(name=name, where=where),
        )
    elif two_centres_a_day(slot, _slot(other)):
        yield (
            WarningCode.OTHER_CENTRE,
            _("{name} est dans un autre centre ce jour-là : {centre}, {where}.").format(
                name=name, centre=context.centre_name(other.centre_id), where=where
            ),
        )
    elif too_short_rest(slot, _slot(other), rest):
        hours = _gap_hours(slot, _slot(other))
        yield (
            WarningCode.REST,
            _("{name} n’aurait que {gap} de repos ({least} h demandées) avec {where}.").format(
                name=name, gap=hours, least=rest, where=where
            ),
        )


def _caps(
    session: Session, others: Sequence[tuple[Seat, Session]], person: Person, context: RotaContext
) -> Iterator[Found]:
    name = context.name(person.id)
    week, weekly = monday_of(session.day), person.max_half_days_per_week
    in_week = len({other.id for _seat, other in others if monday_of(other.day) == week} | {session.id})
    if weekly is not None and in_week > weekly:
        said = ngettext(
            "{name} aurait {held} séances la semaine du {day}, {cap} au plus déclarée.",
            "{name} aurait {held} séances la semaine du {day}, {cap} au plus déclarées.",
            weekly,
        )
        yield WarningCode.WEEKLY_CAP, said.format(name=name, held=in_week, cap=weekly, day=spoken_day(week))
    daily = context.max_sessions_per_day
    in_day = len({other.id for _seat, other in others if other.day == session.day} | {session.id})
    if daily is not None and in_day > daily:
        said = _("{name} aurait {held} séances le {day}, {cap} au plus.")
        yield WarningCode.DAILY_CAP, said.format(name=name, held=in_day, cap=daily, day=spoken_day(session.day))


def _gap_hours(one: Slot, other: Slot) -> str:
    """« 9 h » or « 9 h 30 » between two sessions."""
    minutes = max(one.start - other.end, other.start - one.end) // 60_000_000
    return f"{minutes // 60} h" + (f" {minutes % 60:02}" if minutes % 60 else "")


def _slot(session: Session) -> Slot:
    return slot_of(problem.Session(session.id, session.centre_id, session.starts_at, session.ends_at))


def _quoted(role: str) -> str:
    return f"« {role} »"
