"""A week of a rota as the week grid draws it: half-days and lines down, roles across, one place a seat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.scheduling.capacity import STATUS_STATES, SessionStatus, closed_line_numbers, is_held
from app.scheduling.session import SeatState
from app.scheduling.spoken import listed, some_people
from app.ui.parts import week_grid as wg
from app.ui.views.home import week_name
from app.ui.views.rota_bench import Bench, candidates
from app.ui.views.rota_state import provisional_seats
from app.words import _, ngettext
from app.words.dates import half_day_name, short_day, spoken_day, spoken_hours
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.core.ids import PersonId
    from app.roster.person import Person
    from app.scheduling.session import Seat, Session
    from app.services.rota.read_rota import RotaView

CENTRE = 0
"""The row of roles that serve the whole centre stands where a line 0 would."""


def grid(bench: Bench, monday: date, *, selected: str = "", cancelled: Sequence[Session] = ()) -> wg.GridData:
    """The week that begins on ``monday``, as the draft would have it; ``cancelled`` sessions are shown as such."""
    view = bench.view
    week = [one for one in view.sessions if monday_of(one.day) == monday]
    gone = [one for one in cancelled if monday_of(one.day) == monday]
    shown = sorted([*week, *gone], key=lambda one: (one.starts_at, one.id))
    ids = {one.id for one in week}
    seats = [seat for seat in view.drafted if seat.session_id in ids and seat.state is not SeatState.CANCELLED]
    codes = [role.code for role in view.library.roles if any(seat.role == role.code for seat in seats)]
    to_come = {one.id for one in view.upcoming}
    return wg.GridData(
        revision=view.revision,
        label=f"{view.centre.name}, {week_name(monday)}",
        days=_days(shown),
        sessions=tuple(_head(view, one) if one.id in ids else _cancelled_head(one) for one in shown),
        rows=tuple(
            row for one in shown for row in (_rows(view, one, seats) if one.id in ids else _cancelled_rows(one))
        ),
        columns=tuple(wg.Column(code, capitalised(view.naming.role(code))) for code in codes),
        places=_places(bench, seats),
        candidates=candidates(bench, [one for one in week if one.id in to_come], codes),
        selected=selected,
    )


def _days(sessions: Iterable[Session]) -> tuple[wg.Day, ...]:
    days = sorted({one.day for one in sessions})
    return tuple(wg.Day(day.isoformat(), spoken_day(day), short_day(day).rsplit(" ", 1)[0]) for day in days)


def session_name(session: Session) -> str:
    """« matin (9 h–13 h) », with the place of a mobile session."""
    hours = spoken_hours(session.starts_at, session.ends_at)
    name = _("{half_day} ({hours})").format(half_day=half_day_name(session.starts_at, session.ends_at), hours=hours)
    return f"{name}, {session.site}" if session.site else name


def _head(view: RotaView, session: Session) -> wg.SessionHead:
    capacity = view.capacities[session.id]
    lacking = listed(some_people(role, count, view.naming.role) for role, count in capacity.missing)
    state = "" if capacity.status in (SessionStatus.OPEN, SessionStatus.AT_RISK) else STATUS_STATES[capacity.status]
    parts = [_("il manque {people}").format(people=lacking)] if lacking else []
    if capacity.open_lines and capacity.closed_lines:
        said = ngettext("{n} ligne ne peut pas ouvrir", "{n} lignes ne peuvent pas ouvrir", capacity.closed_lines)
        parts.insert(0, said.format(n=capacity.closed_lines))
    return wg.SessionHead(session.id, session.day.isoformat(), session_name(session), state, _(" ; ").join(parts))


def _cancelled_head(session: Session) -> wg.SessionHead:
    return wg.SessionHead(session.id, session.day.isoformat(), session_name(session), "cancelled")


def _cancelled_rows(session: Session) -> tuple[wg.Row, ...]:
    return (wg.Row(f"{session.id}/{CENTRE}", session.id, _("Séance annulée"), "cancelled"),)


def _rows(view: RotaView, session: Session, seats: Sequence[Seat]) -> tuple[wg.Row, ...]:
    critical = {need.role for need in view.needs.get(session.id, ()) if need.critical}
    here = [seat for seat in seats if seat.session_id == session.id]
    closed = closed_line_numbers(view.capacities[session.id], here, critical)
    centre = [wg.Row(f"{session.id}/{CENTRE}", session.id, _("Centre"))] if any(s.line is None for s in here) else []
    return (
        *centre,
        *(
            wg.Row(
                f"{session.id}/{line}",
                session.id,
                _("Ligne {line}").format(line=line),
                "cannot_open" if line in closed else "",
            )
            for line in range(1, session.lines + 1)
        ),
    )


def _places(bench: Bench, seats: Sequence[Seat]) -> tuple[wg.Place, ...]:
    view = bench.view
    live = {seat.id: seat for seat in view.seats}
    people = {person.id: person for person in view.horizon.people}
    unconfirmed = provisional_seats(view)
    proven = {(gap.session.id, gap.role) for gap in view.gaps if gap.certificate}
    order = sorted(seats, key=lambda seat: (seat.role, seat.line or CENTRE, seat.rank, seat.id))
    return tuple(
        replace(
            _place(bench, seat, live[seat.id], people, (seat.session_id, seat.role) in proven),
            provisional=seat.id in unconfirmed,
        )
        for seat in order
    )


def _place(bench: Bench, seat: Seat, live: Seat, people: Mapping[PersonId, Person], unfillable: bool) -> wg.Place:
    person = people.get(seat.holder.person_id) if seat.holder.person_id else None
    holder = seat.holder.person_id or seat.holder.partner_id
    return wg.Place(
        seat=seat.id,
        row=f"{seat.session_id}/{seat.line or CENTRE}",
        column=seat.role,
        state=seat_state(seat, live, unfillable=unfillable),
        name=bench.view.naming.person(holder) if holder else "",
        person=seat.holder.person_id or "",
        detail=bench.detail(person) if person else "",
        pinned=seat.pinned and bool(seat.holder.person_id),
        warning=_("Passage outre : {reason}").format(reason=seat.override_reason) if seat.override_reason else "",
    )


def seat_state(seat: Seat, live: Seat, *, unfillable: bool = False) -> str:
    """The state of a drafted seat in ``app.words.states``; ``live`` is the same seat as people live by."""
    if not is_held(seat):
        return "unfillable" if unfillable else "open"
    if seat.holder.partner_id:
        return "provided"
    return "proposed" if seat.holder != live.holder else seat.state.value
