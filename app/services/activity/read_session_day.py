"""A session on the day, as the screen and the lead's page need it: may it open, who is there, doses, incidents.

A read side: one transaction, nothing written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.activity.attendance import Origin
from app.activity.incidents import incident_types_in_force
from app.activity.opening_check import CheckResult, OpeningCheck, Proof, Scope, check_results, checklist
from app.activity.opening_decision import OpeningDecision, opening_decision
from app.core.clock import PARIS
from app.core.errors import N_, NotFound
from app.core.ids import PersonId
from app.scheduling.seats import seat_order
from app.scheduling.session import Holder, SeatState, SessionState
from app.scheduling.spoken import some_people
from app.services.activity.attendance_sheet import is_of_holder, read_sheet
from app.services.activity.day_rights import RUN, require_session, run_session
from app.services.activity.read_session_doses import SessionDoses, read_doses
from app.services.keeping.reference import read_library
from app.services.mobilisation.call_out_words import label_of
from app.store import centres, incidents, opening, people, seats, sessions
from app.words import _
from app.words.dates import spoken_hour
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.activity.attendance import AttendanceRow
    from app.activity.incidents import IncidentType
    from app.activity.opening_check import CheckAnswer
    from app.core.ids import CentreId, PartnerId, SeatId, SessionId
    from app.library import Library
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.session import Need, Partner, Seat, Session
    from app.scheduling.spoken import RoleLabel
    from app.services.activity.attendance_sheet import Sheet
    from app.store.database import Store
    from app.store.incidents import Incident
    from app.store.opening import LineClosed

BACK, AHEAD = timedelta(days=7), timedelta(days=14)
"""Sessions offered on the day's screen: sheets are corrected the week after, printed the week before."""

TO_CLOSE = timedelta(hours=2)
"""How long a session that is over still comes first, unless another has begun: its attendance is to be closed."""


@dataclass(frozen=True, kw_only=True)
class SessionDay:
    """One state of a session on the day. Instants are UTC."""

    now: datetime
    centre: Centre
    session: Session
    library: Library
    people: Mapping[PersonId, Person]
    partners: Mapping[PartnerId, Partner]
    seats: tuple[Seat, ...]
    needs: tuple[Need, ...]
    sheet: Sheet
    answers: Mapping[tuple[str, int | None], CheckAnswer]
    hints: Mapping[str, CheckAnswer]
    """What was noted for the item at the centre's session before: to be read over, not typed again."""
    closed: tuple[LineClosed, ...]
    incidents: tuple[Incident, ...]
    doses: SessionDoses

    @property
    def label(self) -> RoleLabel:
        return label_of(self.library)

    @property
    def is_over(self) -> bool:
        """Whether the attendance is closed, or the session's hours are past."""
        return self.session.state is SessionState.DONE or self.now >= self.session.ends_at

    @cached_property
    def checks(self) -> tuple[OpeningCheck, ...]:
        """The items asked that day in that kind of centre."""
        return checklist(self.library.opening_checks, self.centre.kind, self.session.day)

    @cached_property
    def types(self) -> tuple[IncidentType, ...]:
        return incident_types_in_force(self.library.incident_types, self.centre.kind, self.session.day)

    @cached_property
    def results(self) -> tuple[CheckResult, ...]:
        """Each item as it stands; a closed line is not asked about."""
        gone = {one.line for one in self.closed}
        found = check_results(self.checks, self.answers.values(), self.session.lines, self.session.day)
        return tuple(one for one in found if one.line not in gone)

    @cached_property
    def decision(self) -> OpeningDecision:
        """Which lines may open with who is there, and why not. A line closed stays so; its people count elsewhere."""
        placed, extras = self._placed
        decided = opening_decision(
            self.session, self.needs, placed, (*self.results, *map(_closed_result, self.closed)), self.label,
            absent=self._away, extras=extras,
        )  # fmt: skip
        missing = self._still_missing(decided.missing)
        reasons = [one.sentence for one in self.results if one.blocks]
        reasons += [_("Il manque {people}.").format(people=some_people(role, n, self.label)) for role, n in missing.items()]  # fmt: skip
        return OpeningDecision(
            decided.open_lines, decided.closed_lines, tuple(reasons), decided.remarks, missing
        )  # fmt: skip

    def _still_missing(self, missing: Mapping[str, int]) -> dict[str, int]:
        """People missing for the lines not closed: what the closed ones asked for is asked no more."""
        asked = {need.role: need.count for need in self.needs}
        spared = {
            role: asked[role] // self.session.lines * len(self.closed)
            if asked.get(role, 0) % self.session.lines == 0
            else 0
            for role in missing
        }
        return {role: n - spared[role] for role, n in missing.items() if n > spared[role]}

    @cached_property
    def _away(self) -> frozenset[SeatId]:
        """Seats whose holder is absent, gone, or sent to another place."""
        places = {seat.id: seat for seat in self.seats}
        return frozenset(
            row.seat_id
            for row in self.sheet.rows
            if row.seat_id
            and is_of_holder(row, places[row.seat_id])
            and (not self._is_there(row) or self._is_elsewhere(row))
        )

    @cached_property
    def _placed(self) -> tuple[tuple[Seat, ...], Counter[str]]:
        """The seats with those who came on top, or were sent elsewhere, on empty ones of their role; who finds none, by role."""
        found, left = {seat.id: seat for seat in self.seats}, Counter[str]()
        for row in self.sheet.rows:
            if not row.role or not self._is_there(row) or not (row.seat_id is None or self._is_elsewhere(row)):
                continue
            empty = [
                seat
                for seat in found.values()
                if seat.role == row.role and seat.state is SeatState.OPEN and not seat.holder.filled
            ]
            empty.sort(key=lambda seat: (seat.line != row.line, seat_order(seat)))
            if empty:
                held = replace(empty[0], holder=Holder(PersonId(row.attendee.key)), state=SeatState.ACKNOWLEDGED)
                found[held.id] = held
            else:
                left[row.role] += 1
        return tuple(found.values()), left

    def _is_elsewhere(self, row: AttendanceRow) -> bool:
        """Whether someone works in another place than the seat they were expected on."""
        return any(seat.id == row.seat_id and (seat.role, seat.line) != (row.role, row.line) for seat in self.seats)

    def _is_there(self, row: AttendanceRow) -> bool:
        return not row.absent and (row.left_at is None or row.left_at > self.now)

    def name(self, row: AttendanceRow) -> str:
        """Whom a row is about, in full."""
        who = row.attendee
        if who.passing is not None:
            return who.passing.label
        if who.partner_id is not None:
            return self.partners[who.partner_id].name if who.partner_id in self.partners else "?"
        person = self.people.get(who.person_id) if who.person_id else None
        return full_name(person.given_name, person.family_name) if person else "?"

    def place(self, row: AttendanceRow) -> str:
        """« ligne 2, injection », « surveillance », « en plus », « renfort de passage »."""
        if not row.role:
            return _("en plus") if row.origin is Origin.EXTRA else _("renfort de passage")
        role = self.label(row.role)
        return role if row.line is None else _("ligne {line}, {role}").format(line=row.line, role=role)

    def type_of(self, incident: Incident) -> IncidentType | None:
        """What kind of incident it is; None when its row is no longer in force."""
        return next((one for one in self.library.incident_types if one.code == incident.type), None)


def _closed_result(closed: LineClosed) -> CheckResult:
    """A closed line stops like an item of its own that is not in order."""
    at = spoken_hour(closed.at.astimezone(PARIS).time())
    check = OpeningCheck(
        code="line_closed", label_fr="", label_en="", proof=Proof.FLAG, critical=True, scope=Scope.LINE
    )  # fmt: skip
    return CheckResult(check, closed.line, _("fermée à {at}").format(at=at))


def read_session_day(actor: Actor, store: Store, session_id: SessionId) -> SessionDay:
    """A session on the day. Raises NotFound, InvalidInput when it is cancelled or not published, NotAllowed."""
    require_session(actor, session_id)
    return session_day(store, session_id)


def session_day(store: Store, session_id: SessionId) -> SessionDay:
    """The same for another service, which has checked who asks: the session that follows one's own, for its handover."""
    with store.reading() as conn:
        now, session = store.now(), run_session(conn, session_id)
        centre = centres.find(conn, session.centre_id)
        if centre is None:
            raise NotFound(N_("Ce centre n’existe plus. Rechargez la page."))
        library = read_library(store, conn)
        answers = opening.answers_of(conn, session_id)
        return SessionDay(
            now=now,
            centre=centre,
            session=session,
            library=library,
            people={one.id: one for one in people.every(conn)},
            partners=centres.partners(conn),
            seats=tuple(seats.of_session(conn, session_id)),
            needs=tuple(sessions.needs_of(conn, session_id)),
            sheet=read_sheet(conn, session, now),
            answers={(one.code, one.line): one for one in answers},
            hints={one.code: one for one in opening.last_of_centre(conn, centre.id, session.starts_at)},
            closed=tuple(opening.closings_of(conn, session_id)),
            incidents=tuple(incidents.of_session(conn, session_id)),
            doses=read_doses(conn, library, centre, session, now),
        )


def day_sessions(actor: Actor, store: Store, centre_id: CentreId) -> tuple[Session, ...]:
    """The published sessions of a centre from a week ago to a fortnight ahead, in order of time."""
    require(actor, Action.RUN_SESSION)
    with store.reading() as conn:
        found = sessions.between(conn, store.now() - BACK, store.now() + AHEAD, centre_id)
    return tuple(one for one in found if one.state in RUN)


def session_at_hand(found: tuple[Session, ...], now: datetime) -> Session | None:
    """The session one most likely means: under way, just over and to be closed, next, else the last one."""
    open_ones = [one for one in found if one.state is not SessionState.DONE and one.ends_at + TO_CLOSE > now]
    under_way = [one for one in open_ones if one.starts_at <= now < one.ends_at]
    chosen = under_way or open_ones or list(found[-1:])
    return chosen[0] if chosen else None
