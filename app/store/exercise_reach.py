"""Which event something sent is about, and whose events stay within: those of exercises that are not armed. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.store.database import Connection

_SIMULATED = (
    "SELECT event_id FROM exercise WHERE event_id IS NOT NULL AND kind <> 'real_event'"
    " AND NOT (armed_at IS NOT NULL AND state IN ('running', 'paused') AND removed_at IS NULL)"
)
"""One that was removed stays within too: its event is no more real than it was."""

_OWN = ("alert", "desk_survey", "situation_report", "publication", "authority_request", "staffing_request", "discharge")
"""Tables that say their event themselves."""

_EVENTS_OF = f"""
WITH place(centre_id) AS (
    SELECT :about UNION SELECT centre_id FROM call_out WHERE id = :about UNION SELECT centre_id FROM poll WHERE id = :about
    UNION SELECT centre_id FROM session WHERE id = :about
    UNION SELECT centre_id FROM seat JOIN session ON session.id = session_id WHERE seat.id = :about
    UNION SELECT centre_id FROM swap JOIN seat ON seat.id IN (offered_id, wanted_id)
        JOIN session ON session.id = session_id WHERE swap.id = :about
)
SELECT id AS event_id FROM event WHERE id = :about
UNION {" UNION ".join(f"SELECT event_id FROM {table} WHERE id = :about" for table in _OWN)}
UNION SELECT event_id FROM exercise_inject JOIN exercise ON exercise.id = exercise_id WHERE exercise_inject.id = :about
UNION SELECT event_id FROM staffing_request JOIN session ON session.id = session_id
    WHERE session.centre_id IN (SELECT centre_id FROM place)
"""
"""A centre made for a request for people belongs to the event of that request, with its sessions, seats and call-outs."""


def simulated_events(conn: Connection) -> frozenset[str]:
    """Events of which nothing leaves: played, and not armed."""
    return frozenset(row[0] for row in conn.execute(_SIMULATED))


def events_of(conn: Connection, about: str) -> frozenset[str]:
    """The events that an alert, a survey, a report, a call-out, a seat, an inject … (its id) belongs to; usually one or none."""
    rows = conn.execute(_EVENTS_OF, {"about": about.partition("/")[0]})
    return frozenset(row[0] for row in rows if row[0])


def played(conn: Connection, abouts: Iterable[str]) -> frozenset[str]:
    """Those of these subjects that belong to an event of kind exercise, conducted or not: what leaves for them says so."""
    held = frozenset(row[0] for row in conn.execute("SELECT id FROM event WHERE kind = 'exercise'"))
    return frozenset(one for one in set(abouts) if one and events_of(conn, one) & held) if held else frozenset()


def staying(conn: Connection, abouts: Iterable[str]) -> frozenset[str]:
    """Those of these subjects of which nothing leaves."""
    held = simulated_events(conn)
    if not held:
        return frozenset()
    return frozenset(one for one in set(abouts) if one and events_of(conn, one) & held)
