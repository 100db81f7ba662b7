"""Read what one volunteer's own page says, in one transaction: their shifts, what awaits them, their hours. Writes nothing.

Nobody else is named, and only what concerns the person is read: the page must answer at once on a small machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import person_subject, token_of
from app.core.clock import paris_date
from app.core.errors import InvalidInput
from app.feeds.feed import still_announced
from app.mobilisation.stand_in import HELD, WayOut, way_out, way_out_sentence
from app.mobilisation.swap import SwapState
from app.roster.fees import FeeRegime, FeeUnit, Rate, rate_in_force
from app.roster.person import ExerciseMode, PersonStatus
from app.scheduling.session import SeatState, SessionState
from app.services.keeping.reference import read_library
from app.services.mobilisation.read_call_outs import invitations_of
from app.services.mobilisation.read_contact import read_contact
from app.services.mobilisation.read_polls import poll_forms
from app.services.mobilisation.read_swaps import swaps_of
from app.services.mobilisation.told_seats import Telling
from app.services.mobilisation.waiting_list import offers_of, places_of
from app.store import links, own_data, people, staffing_requests
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from app.core.ids import PersonId
    from app.library import Library
    from app.mobilisation.rules import SolicitationRules
    from app.roster.person import Person
    from app.services.mobilisation.read_contact import Contact
    from app.services.mobilisation.read_polls import PollForm
    from app.services.mobilisation.read_swaps import Swap
    from app.services.mobilisation.told_seats import Spot
    from app.services.mobilisation.waiting_list import KeptSeat, Place
    from app.store.database import Connection, Store
    from app.store.own_data import HeldSeat

SHOWN = frozenset({SessionState.PUBLISHED, SessionState.DONE, SessionState.CANCELLED})
"""Sessions people know of: a drafted one is nobody's business yet."""

KEPT = SHOWN - {SessionState.CANCELLED}
"""Sessions that take place."""

WORKED = HELD | {SeatState.WORKED}
"""Seats that count as held once their session is past: presence itself is not followed yet."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A seat one holds. ``way_out`` is what « je ne peux plus » would do, and its sentence; None once the session began."""

    spot: Spot
    state: str
    """A key of ``app.words.states.STATES``."""
    way_out: WayOut | None = None
    way_out_sentence: str = ""
    elsewhere: bool = False
    """Whether another of their seats is at the same hours, in another session: a move may have done that."""


@dataclass(frozen=True, slots=True)
class OfferedSeat:
    """A seat kept for the person until ``until`` (UTC)."""

    spot: Spot
    until: datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """A swap that awaits an answer: the person's own (``received``), or the other's. Whose seat it is is not said."""

    id: str
    received: bool
    given: Spot
    taken: Spot
    until: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """Hours held to date as the published rota has them, and the rates in force today, in words."""

    hours: str
    rates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What the page says besides what it asks."""

    given_name: str
    shifts: tuple[Shift, ...]
    account: Account
    contact: Contact
    polls: tuple[PollForm, ...]
    wants_asking: bool
    """False once they asked to be left alone: the polls may still be answered, they don't await them."""
    call_outs: tuple[str, ...]
    """Ids of the running call-outs that await the person's answer."""
    offers: tuple[OfferedSeat, ...]
    swaps: tuple[Exchange, ...]
    waiting: tuple[Place, ...]
    calendar: str
    """The token of the person's own calendar; empty when they have none yet."""


def read_volunteer_page(conn: Connection, store: Store, person_id: PersonId, now: datetime) -> OwnPage | None:
    """The page of one person at ``now`` (UTC), in the current language; None when nobody has this id."""
    person = people.find(conn, person_id)
    if person is None:
        return None
    library = read_library(store, conn)
    told = Telling(conn, library, person)
    held, played = own_data.seats_of(conn, person_id), staffing_requests.played_sessions(conn)
    today = paris_date(now)
    return OwnPage(
        given_name=person.given_name,
        shifts=tuple(_shifts(told, held, now)),
        account=Account(
            _hours([one for one in held if one.session_id not in played], now), _rates(library, person, today)
        ),
        contact=read_contact(conn),
        polls=poll_forms(conn, store, person_id),
        wants_asking=person.is_contactable_on(today),
        call_outs=invitations_of(conn, person_id, now),
        offers=tuple(_offers(told, offers_of(conn, person_id, now))),
        swaps=tuple(_exchanges(told, swaps_of(conn, person_id, now))),
        waiting=places_of(conn, person_id, now),
        calendar=_calendar(conn, store, person_id),
    )


def _shifts(told: Telling, held: Sequence[HeldSeat], now: datetime) -> Iterable[Shift]:
    kept = [one for one in held if one.ends_at > now and one.state in HELD and one.session_state in KEPT]
    for one in held:
        if one.ends_at <= now or one.session_state not in SHOWN or one.state is SeatState.OPEN:
            continue
        spot = told.spot(one.seat_id)
        if spot is None:
            continue
        if spot.session.state is SessionState.CANCELLED or spot.seat.state is SeatState.CANCELLED:
            if still_announced(_last_change(spot), paris_date(now)):
                yield Shift(spot, "cancelled")
            continue
        way = _way_out(spot, now, told.rules)
        said = way_out_sentence(way, told.rules) if way else ""
        yield Shift(spot, spot.seat.state.value, way, said, elsewhere=_is_elsewhere(one, kept))


def _is_elsewhere(one: HeldSeat, kept: Iterable[HeldSeat]) -> bool:
    return one.state in HELD and any(
        other.session_id != one.session_id and other.starts_at < one.ends_at and one.starts_at < other.ends_at
        for other in kept
    )


def _offers(told: Telling, kept: Iterable[KeptSeat]) -> Iterable[OfferedSeat]:
    for one in kept:
        spot = told.spot(one.seat.id)
        if spot is not None:
            yield OfferedSeat(spot, one.until)


def _exchanges(told: Telling, found: Iterable[Swap]) -> Iterable[Exchange]:
    for one in found:
        given, taken = told.spot(one.given[0].id), told.spot(one.got[0].id)
        if one.state is SwapState.PROPOSED and given is not None and taken is not None:
            yield Exchange(one.id, not one.mine, given, taken, one.expires_at)


def _last_change(spot: Spot) -> date:
    changed = [at for at in (spot.seat.changed_at, spot.session.changed_at) if at is not None]
    return paris_date(max(changed))


def _way_out(spot: Spot, now: datetime, rules: SolicitationRules) -> WayOut | None:
    if spot.seat.state not in HELD:
        return None
    try:
        return way_out(spot.session, now, rules)
    except InvalidInput:
        return None  # it has begun: only the coordination can still change it


def _hours(held: Iterable[HeldSeat], now: datetime) -> str:
    past = [
        one
        for one in held
        if one.ends_at <= now
        and one.session_state in (SessionState.PUBLISHED, SessionState.DONE)
        and one.state in WORKED
    ]
    if not past:
        return _("Aucune vacation passée pour l’instant.")
    hours = sum((one.ends_at - one.starts_at for one in past), timedelta()) / timedelta(hours=1)
    return ngettext(
        "{hours} h en {n} vacation passée, d’après le planning publié ; la présence n’est pas encore suivie.",
        "{hours} h en {n} vacations passées, d’après le planning publié ; la présence n’est pas encore suivie.",
        len(past),
    ).format(hours=spoken_number(round(hours, 2)), n=len(past))


def _rates(library: Library, person: Person, on: date) -> tuple[str, ...]:
    """The rates in force for the person's profession and exercise on ``on``; none is an answer."""
    words: dict[FeeRegime, Callable[[], str]] = {
        FeeRegime.WEEKDAY: lambda: _("en semaine"),
        FeeRegime.WEEKEND: lambda: _("samedi après-midi, dimanche, jour férié"),
        FeeRegime.DAY: lambda: _("le jour"),
        FeeRegime.EVENING: lambda: _("le soir"),
        FeeRegime.NIGHT: lambda: _("la nuit"),
    }
    found = []
    for unit in FeeUnit:
        for regime in FeeRegime:
            rate = rate_in_force(
                library.fees, profession=person.profession or "", exercise=_exercise(person), unit=unit, regime=regime,
                on=on, student_year=person.student_year,
            )  # fmt: skip
            if isinstance(rate, Rate):
                found.append(_("{rate}, {when}").format(rate=rate.sentence, when=words[regime]()))
    return tuple(found)


def _exercise(person: Person) -> str:
    """The column ``exercise`` of ``data/fees.csv`` for a person: their status first, else how they practise."""
    if person.status in (PersonStatus.RETRAITE, PersonStatus.ETUDIANT):
        return person.status.value
    return "salarie" if person.exercise_mode is ExerciseMode.SALARIE else "liberal"


def _calendar(conn: Connection, store: Store, person_id: PersonId) -> str:
    link = links.current(conn, person_subject(person_id))
    return token_of(store.folder.key("links"), link.subject, link.generation) if link else ""
