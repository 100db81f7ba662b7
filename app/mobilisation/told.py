"""Who is told of what changes in the rota: one message a person; a change inside 48 h always makes one, and leaves at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from app.mobilisation.message import Message, MessageKind
from app.mobilisation.preferences import Channel
from app.mobilisation.quiet import next_allowed
from app.mobilisation.writing import Desk, write
from app.scheduling.capacity import UNHELD
from app.scheduling.spoken import RoleLabel, place_of
from app.words import _, ngettext, use_language
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId, SessionId
    from app.mobilisation.rules import SolicitationRules
    from app.scheduling.changes import PersonChange, RotaChanges
    from app.scheduling.session import Seat, Session

Sessions = Mapping["SessionId", "Session"]

LINES_IN_AN_SMS = 2
"""Beyond, an SMS counts the changes and leaves them to the page."""


def messages_for_changes(
    changes: RotaChanges, sessions: Sessions, now: datetime, desk: Desk, label: RoleLabel
) -> tuple[Message, ...]:
    """One message for each person whose seats change, in id order; sessions already over tell nobody anything.

    Whoever has opted out is told too: this is news of their own seats, not a request.
    """
    found = []
    for change in changes.people:
        touched = [sessions[seat.session_id] for seat in _seats(change)]
        coming = [session for session in touched if session.ends_at > now]
        if coming:
            lines = _change_lines(change, sessions, label, now)
            found.append(_told(change.person_id, coming, lines, now, desk))
    return tuple(found)


def messages_for_moved_session(
    old: Session, new: Session, seats: Iterable[Seat], now: datetime, desk: Desk, label: RoleLabel
) -> tuple[Message, ...]:
    """One message for each person expected at a session whose day, hours or place change, in id order."""
    coming = [session for session in (old, new) if session.ends_at > now]
    if not coming:
        return ()
    holders = {
        seat.holder.person_id: seat
        for seat in sorted(seats, key=lambda one: one.id, reverse=True)
        if seat.session_id == old.id and seat.holder.person_id is not None and seat.state not in UNHELD
    }

    def lines(seat: Seat) -> Callable[[], list[str]]:
        return lambda: [_("{old} devient {new}").format(old=_moment(old, seat, label), new=_moment(new, seat, label))]

    return tuple(_told(person, coming, lines(holders[person]), now, desk) for person in sorted(holders))


def is_close(sessions: Iterable[Session], now: datetime, rules: SolicitationRules) -> bool:
    """Whether one of these sessions is under way or begins within ``change_hours`` (48 at least), the bound included."""
    near = now + timedelta(hours=rules.change_hours)
    return any(session.starts_at <= near and session.ends_at > now for session in sessions)


def notice_at(sessions: Sequence[Session], now: datetime, rules: SolicitationRules) -> datetime:
    """When news of these sessions leaves: after the quiet hours, or at once when that would be too late.

    « Too late »: less than ``notice_hours`` before the first of them begins.
    """
    first = min(session.starts_at for session in sessions)
    allowed = next_allowed(now, [rules.quiet])
    too_late = allowed is None or allowed > first - timedelta(hours=rules.notice_hours)
    return now if too_late or allowed is None else allowed


def _told(
    person: PersonId, coming: Sequence[Session], lines: Callable[[], list[str]], now: datetime, desk: Desk
) -> Message:
    to = desk.recipient(person)
    with use_language(to.language):
        text = _joined(lines(), to.channel)
    kind = MessageKind.CHANGE_WITHIN_48H if is_close(coming, now, desk.rules) else MessageKind.PUBLICATION_CHANGE
    due_at = notice_at(coming, now, desk.rules)
    useless_after = max(session.ends_at for session in coming)
    return write(desk, kind, person, {"changements": text}, now, due_at=due_at, useless_after=useless_after)


def _joined(lines: Sequence[str], channel: Channel) -> str:
    if channel is not Channel.SMS:
        return "\n".join(lines)
    if len(lines) > LINES_IN_AN_SMS:
        return ngettext("{n} changement", "{n} changements", len(lines)).format(n=len(lines))
    return _(" ; ").join(lines)


def _seats(change: PersonChange) -> list[Seat]:
    return [*change.added, *change.removed, *(seat for pair in change.moved for seat in pair)]


def _change_lines(change: PersonChange, sessions: Sessions, label: RoleLabel, now: datetime) -> Callable[[], list[str]]:
    """What to say, evaluated in the recipient's language; in order of session."""

    def lines() -> list[str]:
        told = [(seat, f"+ {_moment(sessions[seat.session_id], seat, label)}") for seat in change.added]
        told += [(seat, f"− {_moment(sessions[seat.session_id], seat, label)}") for seat in change.removed]
        told += [
            (
                new,
                _("{old} devient {new}").format(
                    old=_moment(sessions[old.session_id], old, label), new=place_of(new, label)
                ),
            )
            for old, new in change.moved
        ]
        coming = [(seat, line) for seat, line in told if sessions[seat.session_id].ends_at > now]
        return [line for _seat, line in sorted(coming, key=lambda one: (sessions[one[0].session_id].starts_at, one[1]))]

    return lines


def _moment(session: Session, seat: Seat, label: RoleLabel) -> str:
    """« lundi 30 novembre, matin (9 h–13 h), ligne 2, injection », with where a mobile session goes."""
    place = f", {session.site}" if session.site else ""
    return f"{spoken_session(session.starts_at, session.ends_at)}{place}, {place_of(seat, label)}"
