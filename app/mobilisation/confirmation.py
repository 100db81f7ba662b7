"""The confirmation loop: which reminders are due for which seats, and which unconfirmed seats rise to Accueil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_instant
from app.mobilisation.quiet import last_allowed
from app.scheduling.seats import seat_order
from app.scheduling.session import SeatState, SessionState
from app.scheduling.spoken import listed
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.core.ids import PersonId, SeatId, SessionId
    from app.mobilisation.rules import SolicitationRules
    from app.scheduling.session import Seat, Session

Sessions = Mapping["SessionId", "Session"]
Sent = Collection[tuple["SeatId", "PersonId", int]]
"""(seat, holder, days before) of the reminders already made; a seat that changed hands starts anew."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder to the holder of a seat. ``days``: days before, of the rules; ``is_last``: the nearest to the session."""

    seat: Seat
    person: PersonId
    days: int
    due: datetime
    is_last: bool


def reminders_due(
    seats: Iterable[Seat], sessions: Sessions, now: datetime, rules: SolicitationRules, sent: Sent = ()
) -> tuple[Reminder, ...]:
    """The reminders to make at ``now``, one a seat at most, in order of session.

    The last one goes to every holder, earlier ones only to those who have not confirmed. One that would fall in quiet
    hours goes on an earlier day, never later. None for a seat given after its hour (the publication told it), nor when
    a nearer reminder's hour has come too.
    """
    found = [
        reminder
        for seat in sorted(seats, key=seat_order)
        if (reminder := _latest_due(seat, sessions.get(seat.session_id), now, rules)) is not None
        and (seat.id, reminder.person, reminder.days) not in sent
    ]
    return tuple(sorted(found, key=lambda one: (sessions[one.seat.session_id].starts_at, one.seat.id)))


def reminder_times(session: Session, rules: SolicitationRules) -> Iterator[tuple[int, datetime]]:
    """(days before, instant) of each reminder of a session, the earliest first; those without an allowed hour are left out."""
    for days in sorted(rules.reminder_days, reverse=True):
        wished = paris_instant(session.day - timedelta(days=days), rules.reminder_hour)
        due = last_allowed(wished, [rules.quiet])
        if due is not None and due < session.starts_at:
            yield days, due


def _latest_due(seat: Seat, session: Session | None, now: datetime, rules: SolicitationRules) -> Reminder | None:
    person = seat.holder.person_id
    if session is None or person is None or not _awaits(seat, session, now):
        return None
    past = [(days, due) for days, due in reminder_times(session, rules) if due <= now]
    if not past:
        return None
    days, due = past[-1]
    is_last = days == min(rules.reminder_days)
    told_later = seat.changed_at is not None and seat.changed_at > due and seat.state is SeatState.PUBLISHED
    if told_later or (seat.state is not SeatState.PUBLISHED and not is_last):
        return None
    return Reminder(seat, person, days, due, is_last)


def _awaits(seat: Seat, session: Session, now: datetime) -> bool:
    """Whether the holder is expected at a session that has not begun."""
    expected = seat.state in (SeatState.PUBLISHED, SeatState.ACKNOWLEDGED, SeatState.STAND_IN_WANTED)
    return expected and session.state is SessionState.PUBLISHED and now < session.starts_at


def unconfirmed(seats: Iterable[Seat], sessions: Sessions, now: datetime, rules: SolicitationRules) -> tuple[Seat, ...]:
    """Seats held and not confirmed whose session begins within the rules' hours (24), the nearest first: they rise to Accueil."""
    near = now + timedelta(hours=rules.unconfirmed_hours)
    rising = [
        seat
        for seat in seats
        if seat.state is SeatState.PUBLISHED
        and seat.holder.person_id is not None
        and seat.session_id in sessions
        and _awaits(seat, sessions[seat.session_id], now)
        and sessions[seat.session_id].starts_at <= near
    ]
    return tuple(sorted(rising, key=lambda one: (sessions[one.session_id].starts_at, seat_order(one))))


def unconfirmed_sentence(rising: Collection[Seat], rules: SolicitationRules) -> str:
    """« 3 postes ne sont pas confirmés à moins de 24 h : appelez ou cherchez un remplaçant. »"""
    if not rising:
        return _("Tous les postes des prochaines {hours} h sont confirmés.").format(hours=rules.unconfirmed_hours)
    return ngettext(
        "{n} poste n’est pas confirmé à moins de {hours} h : appelez, ou cherchez un remplaçant.",
        "{n} postes ne sont pas confirmés à moins de {hours} h : appelez, ou cherchez des remplaçants.",
        len(rising),
    ).format(n=len(rising), hours=rules.unconfirmed_hours)


def states_sentence(seats: Iterable[Seat]) -> str:
    """« 12 confirmés, 3 à confirmer, 1 cherche un remplaçant et 2 à pourvoir. »; cancelled seats are not told."""
    counts = Counter(seat.state for seat in seats)
    parts = [_counted(state, counts[state]) for state in _TOLD if counts[state]]
    return _("{states}.").format(states=listed(parts)) if parts else _("Aucun poste.")


_TOLD = (SeatState.ACKNOWLEDGED, SeatState.PUBLISHED, SeatState.STAND_IN_WANTED, SeatState.OPEN)


def _counted(state: SeatState, count: int) -> str:
    words = {
        SeatState.ACKNOWLEDGED: ngettext("{n} confirmé", "{n} confirmés", count),
        SeatState.PUBLISHED: ngettext("{n} à confirmer", "{n} à confirmer", count),
        SeatState.STAND_IN_WANTED: ngettext("{n} cherche un remplaçant", "{n} cherchent un remplaçant", count),
        SeatState.OPEN: ngettext("{n} à pourvoir", "{n} à pourvoir", count),
    }
    return words[state].format(n=count)
