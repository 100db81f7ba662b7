"""Who is expected at two places at once, as a task of the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.scheduling.capacity import is_held
from app.scheduling.session import SessionState
from app.ui.views.home_tasks import Task
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.core.ids import SessionId
    from app.scheduling.session import Seat, Session
    from app.services.rota.read_rota import RotaView


def double_booking_tasks(view: RotaView) -> tuple[Task, ...]:
    """Who holds seats of two sessions to come at the same hours, one of them here: a session moved, or a choice made by
    hand. In one row, that leads to the first of these seats here."""
    sessions = {one.id: one for one in view.horizon.sessions if one.state is not SessionState.CANCELLED}
    held: dict[str, list[Seat]] = {}
    for seat in view.horizon.drafted():
        if seat.holder.person_id and is_held(seat) and seat.session_id in sessions:
            held.setdefault(seat.holder.person_id, []).append(seat)
    here = {one.id for one in view.upcoming}
    twice = {
        person: [one for one in theirs if one.session_id in here and _is_doubled(one, theirs, sessions)]
        for person, theirs in held.items()
    }
    found = {person: theirs for person, theirs in twice.items() if theirs}
    if not found:
        return ()
    first = min((sessions[one.session_id].starts_at, one.id, one) for theirs in found.values() for one in theirs)[2]
    said = ngettext(
        "{n} personne est attendue à deux endroits à la fois.",
        "{n} personnes sont attendues à deux endroits à la fois.",
        len(found),
    ).format(n=len(found))
    week = monday_of(sessions[first.session_id].day).isoformat()
    query = {"poste": first.id, "semaine": week}
    return (Task("double_booking", "to_do", said, _("Voir au planning"), query=query),)


def _is_doubled(seat: Seat, theirs: list[Seat], sessions: Mapping[SessionId, Session]) -> bool:
    one = sessions[seat.session_id]
    others = [sessions[other.session_id] for other in theirs if other.session_id != seat.session_id]
    return any(other.starts_at < one.ends_at and one.starts_at < other.ends_at for other in others)
