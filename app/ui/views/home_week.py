"""The week as bars: seats filled of those expected, by role and half-day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.scheduling.capacity import is_held
from app.scheduling.session import SeatState
from app.ui.parts.week_overview import HalfDay, RoleWeek
from app.ui.views.home import week_name
from app.words import _
from app.words.dates import half_day_name, short_day, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import date

    from app.scheduling.session import Session
    from app.services.rota.read_rota import RotaView


def week_bars(view: RotaView, monday: date) -> tuple[str, tuple[HalfDay, ...], tuple[RoleWeek, ...]]:
    """The sentence, the half-days and the seats filled of those expected, by role; a half-day's id is « day/part »."""
    sessions = [one for one in view.sessions if monday_of(one.day) == monday]
    halves = {half_key(one): HalfDay(half_key(one), _half_label(one)) for one in sessions}
    held: dict[tuple[str, str], list[int]] = {}
    keys = {one.id: half_key(one) for one in sessions}
    for seat in view.drafted:
        if seat.session_id in keys and seat.state is not SeatState.CANCELLED:
            counts = held.setdefault((seat.role, keys[seat.session_id]), [0, 0])
            counts[0] += is_held(seat)
            counts[1] += 1
    roles = [role.code for role in view.library.roles if any(code == role.code for code, _half in held)]
    rows = tuple(
        RoleWeek(capitalised(view.naming.role(role)), tuple(_pair(held.get((role, half))) for half in halves))
        for role in roles
    )
    filled, expected = (sum(counts[index] for counts in held.values()) for index in (0, 1))
    said = _("{week} : {filled} postes pourvus sur {expected}.").format(
        week=capitalised(week_name(monday)), filled=spoken_number(filled), expected=spoken_number(expected)
    )
    return said, tuple(halves.values()), rows


def _pair(counts: list[int] | None) -> tuple[int, int]:
    return (counts[0], counts[1]) if counts else (0, 0)


def half_key(session: Session) -> str:
    """Day and part of the day, as the bars name a half-day among themselves."""
    return f"{session.day.isoformat()}/{half_day_name(session.starts_at, session.ends_at)}"


def _half_label(session: Session) -> str:
    return f"{short_day(session.day).rsplit(' ', 1)[0]}<br>{half_day_name(session.starts_at, session.ends_at)}"


def first_open_at(view: RotaView, half_day: str) -> str:
    """The first seat to fill in a half-day (its id as the bars give it), or any seat of it when all are filled."""
    at = {one.id for one in view.sessions if half_key(one) == half_day}
    seats = [seat for seat in view.drafted if seat.session_id in at]
    return next((seat.id for seat in seats if not is_held(seat)), seats[0].id if seats else "")
