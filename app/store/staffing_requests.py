"""Requests for people, from establishments and authorities."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import CentreId, SessionId
from app.response.staffing_request import RequestState, StaffingRequest, Wanted

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_COLUMNS = (
    "event_id", "asked_by", "text", "place", "commune_insee", "starts_at", "ends_at", "wanted", "contact", "subject_id",
    "frame", "payer", "insurer", "requisitioned", "session_id", "at", "state",
)  # fmt: skip


PLAYED = (
    "SELECT session_id FROM staffing_request JOIN event ON event.id = event_id"
    " WHERE event.kind = 'exercise' AND session_id IS NOT NULL"
)
"""The sessions opened for exercises, as a query that others of the store may nest."""


def insert(conn: Connection, request: StaffingRequest) -> None:
    """Add a request at revision 1."""
    conn.execute(
        f"INSERT INTO staffing_request (id, {', '.join(_COLUMNS)}) VALUES (?, {', '.join('?' * len(_COLUMNS))})",
        (request.id, *_values(request)),
    )


def update(conn: Connection, request: StaffingRequest) -> None:
    """Write a request; the caller has checked the revision, which moves by one."""
    conn.execute(
        f"UPDATE staffing_request SET {', '.join(f'{name} = ?' for name in _COLUMNS)}, revision = revision + 1 WHERE id = ?",
        (*_values(request), request.id),
    )


def find(conn: Connection, request_id: str) -> StaffingRequest | None:
    """The request, or None."""
    row = conn.execute("SELECT * FROM staffing_request WHERE id = ?", (request_id,)).fetchone()
    return _request(row) if row else None


def every(conn: Connection) -> list[StaffingRequest]:
    """All requests, in the order they came."""
    return [_request(row) for row in conn.execute("SELECT * FROM staffing_request ORDER BY at, id")]


def of_event(conn: Connection, event_id: str) -> list[StaffingRequest]:
    """The requests of an event, in the order they came; ``""``: those that belong to none."""
    rows = conn.execute("SELECT * FROM staffing_request WHERE event_id = ? ORDER BY at, id", (event_id,))
    return [_request(row) for row in rows]


def of_subject(conn: Connection, subject_id: str) -> list[StaffingRequest]:
    """What an establishment asked by its own link, the latest first."""
    rows = conn.execute("SELECT * FROM staffing_request WHERE subject_id = ? ORDER BY at DESC, id DESC", (subject_id,))
    return [_request(row) for row in rows]


def played_sessions(conn: Connection) -> frozenset[SessionId]:
    """The sessions opened for exercises: no figure of the real world counts them."""
    return frozenset(SessionId(row["session_id"]) for row in conn.execute(PLAYED))


def played_centres(conn: Connection) -> frozenset[CentreId]:
    """The centres whose every session was opened for an exercise: they are no place where anybody is vaccinated."""
    rows = conn.execute(f"SELECT centre_id FROM session GROUP BY centre_id HAVING min(id IN ({PLAYED}))")
    return frozenset(CentreId(row["centre_id"]) for row in rows)


def _values(request: StaffingRequest) -> tuple[object, ...]:
    wanted = {"people": [[one.role, one.count] for one in request.wanted], "reply": request.reply}
    return (
        request.event_id,
        request.asked_by,
        request.text,
        request.place,
        request.commune_insee,
        instant_text(request.starts_at),
        instant_text(request.ends_at),
        json.dumps(wanted, ensure_ascii=False),
        request.contact,
        request.subject_id,
        request.frame,
        request.payer,
        request.insurer,
        int(request.requisitioned),
        request.session_id or None,
        instant_text(request.at),
        request.state,
    )


def _request(row: sqlite3.Row) -> StaffingRequest:
    wanted = json.loads(row["wanted"])
    return StaffingRequest(
        id=row["id"],
        event_id=row["event_id"],
        asked_by=row["asked_by"],
        text=row["text"],
        place=row["place"],
        commune_insee=row["commune_insee"],
        starts_at=instant_of(row["starts_at"]),
        ends_at=instant_of(row["ends_at"]),
        wanted=tuple(Wanted(str(role), int(count)) for role, count in wanted["people"]),
        contact=row["contact"],
        subject_id=row["subject_id"],
        frame=row["frame"],
        payer=row["payer"],
        insurer=row["insurer"],
        requisitioned=bool(row["requisitioned"]),
        session_id=row["session_id"] or "",
        reply=str(wanted.get("reply", "")),
        at=instant_of(row["at"]),
        state=RequestState(row["state"]),
        revision=row["revision"],
    )
