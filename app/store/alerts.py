"""Alerts and what each person answered. Rows ↔ values of ``app.response.alert``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.core.clock import instant_of, instant_text
from app.core.errors import N_, NotFound
from app.core.ids import PersonId
from app.response.alert import Alert, AlertKind, AlertState, Answer, Audience, Called, Wanted
from app.store import revisions
from app.store.nullable import instant_or_none, instant_or_null

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection

_PEOPLE = """
WITH held AS MATERIALIZED (
    SELECT recipient_id, state,
        row_number() OVER (PARTITION BY recipient_id ORDER BY created_at DESC, id DESC) AS place,
        min(CASE WHEN state IN ('sent', 'by_hand_done') THEN changed_at END) OVER (PARTITION BY recipient_id) AS first_left
    FROM message WHERE about = :alert AND kind IN ('alert', 'alert_test')
)
SELECT alert_person.*, held.state AS message_state, coalesce(sent_at, first_left) AS left_at
FROM alert_person LEFT JOIN held ON recipient_id = person_id AND place = 1 WHERE alert_id = :alert
"""
"""The outbox says when a message left (the first, when somebody was reminded); it is written here once the alert is closed.

Its messages are read once, not once for each person: the board is drawn again every two seconds."""


def insert(conn: Connection, alert: Alert, people: Iterable[Called]) -> None:
    """Keep a new alert and whom it asks."""
    conn.execute(
        "INSERT INTO alert (id, event_id, kind, title, text, frame, state, launched_at, closed_at, actor_id, wanted, plans,"
        " audience) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            alert.id,
            alert.event_id,
            alert.kind.value,
            alert.title,
            alert.text,
            alert.frame,
            alert.state.value,
            instant_text(alert.launched_at),
            instant_or_null(alert.closed_at),
            alert.actor_id,
            json.dumps([asdict(one) for one in alert.wanted], ensure_ascii=False),
            json.dumps(alert.plans, ensure_ascii=False),
            json.dumps(asdict(alert.audience), ensure_ascii=False),
        ),
    )
    conn.executemany(
        "INSERT INTO alert_person (alert_id, person_id, rank, due_at) VALUES (?, ?, ?, ?)",
        [(alert.id, one.person, one.rank, instant_text(one.due_at)) for one in people],
    )


def find(conn: Connection, alert_id: str) -> Alert | None:
    """The alert, or None."""
    row = conn.execute("SELECT * FROM alert WHERE id = ?", (alert_id,)).fetchone()
    return _alert(row) if row else None


def expect(conn: Connection, alert_id: str, revision: int) -> Alert:
    """The alert at this revision. Raises NotFound, or StaleRevision when somebody closed or changed it."""
    held = find(conn, alert_id)
    if held is None:
        raise NotFound(N_("Cette alerte n’existe plus. Rechargez la page."))
    if held.revision != revision:
        raise revisions.stale(conn, alert_id, types=("alert_closed", "alert_launched", "alert_reminded"))
    return held


def every(conn: Connection, *, kind: AlertKind | None = None, limit: int = 50) -> list[Alert]:
    """Alerts and tests, or those of one kind, the latest first."""
    rows = conn.execute(
        "SELECT * FROM alert WHERE kind = coalesce(?, kind) ORDER BY launched_at DESC, id DESC LIMIT ?",
        (kind.value if kind else None, limit),
    )
    return [_alert(row) for row in rows]


def running(conn: Connection) -> list[Alert]:
    """What still takes answers: alerts before tests, the latest first."""
    rows = conn.execute("SELECT * FROM alert WHERE state = 'running' ORDER BY kind, launched_at DESC, id DESC")
    return [_alert(row) for row in rows]


def of_event(conn: Connection, event_id: str) -> list[Alert]:
    """What was launched for one event, the latest first."""
    rows = conn.execute("SELECT * FROM alert WHERE event_id = ? ORDER BY launched_at DESC, id DESC", (event_id,))
    return [_alert(row) for row in rows]


def people(conn: Connection, alert_id: str) -> list[Called]:
    """Whom the alert asks, in the order in which they are rung."""
    rows = conn.execute(f"{_PEOPLE} ORDER BY rank, person_id", {"alert": alert_id})
    return [_called(row) for row in rows]


def called(conn: Connection, alert_id: str, person_id: PersonId) -> Called | None:
    """One person of an alert, or None when it does not ask them."""
    row = conn.execute(f"{_PEOPLE} AND person_id = :person", {"alert": alert_id, "person": person_id}).fetchone()
    return _called(row) if row else None


def write_answer(conn: Connection, one: Called) -> None:
    """Write what somebody answered over what they had said before; the first instant at which they were heard stays."""
    assert one.answered_at is not None
    conn.execute(
        "UPDATE alert_person SET answered_at = ?, seen_at = coalesce(seen_at, ?), answer = ?, from_at = ?, until_at = ?,"
        " skills = ?, vehicle = ?, note = ?, by_phone = ? WHERE alert_id = ? AND person_id = ?",
        (
            instant_text(one.answered_at),
            instant_text(one.answered_at),
            one.answer.value,
            instant_or_null(one.from_at),
            instant_or_null(one.until_at),
            one.skills,
            None if one.vehicle is None else int(one.vehicle),
            one.note,
            int(one.by_phone),
            one.alert_id,
            one.person,
        ),
    )


def keep_past(conn: Connection, people_called: Iterable[Called]) -> None:
    """Write what was sent and answered in an alert of the past: what no outbox of this folder ever held."""
    for one in people_called:
        if one.sent_at is not None:
            conn.execute(
                "UPDATE alert_person SET sent_at = ? WHERE alert_id = ? AND person_id = ?",
                (instant_text(one.sent_at), one.alert_id, one.person),
            )
        if one.answered_at is not None:
            write_answer(conn, one)


def put_off(conn: Connection, alert_id: str, person_id: PersonId, due_at: datetime) -> None:
    """Ring somebody again from ``due_at`` on: nobody picked up."""
    conn.execute(
        "UPDATE alert_person SET due_at = ? WHERE alert_id = ? AND person_id = ?",
        (instant_text(due_at), alert_id, person_id),
    )


def close(conn: Connection, alert_id: str, at: datetime) -> None:
    """Take no more answers, and keep here when each message left: the outbox is emptied sooner than alerts."""
    for one in people(conn, alert_id):
        if one.sent_at is not None:
            conn.execute(
                "UPDATE alert_person SET sent_at = ? WHERE alert_id = ? AND person_id = ?",
                (instant_text(one.sent_at), alert_id, one.person),
            )
    conn.execute(
        "UPDATE alert SET state = 'closed', closed_at = ?, revision = revision + 1 WHERE id = ?",
        (instant_text(at), alert_id),
    )


def _alert(row: sqlite3.Row) -> Alert:
    return Alert(
        id=row["id"],
        event_id=row["event_id"],
        kind=AlertKind(row["kind"]),
        title=row["title"],
        text=row["text"],
        frame=row["frame"],
        state=AlertState(row["state"]),
        launched_at=instant_of(row["launched_at"]),
        closed_at=instant_or_none(row["closed_at"]),
        actor_id=row["actor_id"],
        wanted=tuple(_wanted(one) for one in json.loads(row["wanted"])),
        plans=tuple(json.loads(row["plans"])),
        audience=_audience(json.loads(row["audience"])),
        revision=row["revision"],
    )


def _wanted(held: dict[str, Any]) -> Wanted:
    return Wanted(held["label"], held["quantity"], held["within_hours"], tuple(held.get("professions", ())))


def _audience(held: dict[str, Any]) -> Audience:
    return Audience(
        missions=tuple(held.get("missions", ())),
        professions=tuple(held.get("professions", ())),
        zone=held.get("zone", ""),
        communes=tuple(held.get("communes", ())),
        cell=bool(held.get("cell", False)),
    )


def _called(row: sqlite3.Row) -> Called:
    return Called(
        alert_id=row["alert_id"],
        person=PersonId(row["person_id"]),
        rank=row["rank"],
        due_at=instant_of(row["due_at"]),
        sent_at=instant_or_none(row["left_at"]),
        seen_at=instant_or_none(row["seen_at"]),
        answered_at=instant_or_none(row["answered_at"]),
        answer=Answer(row["answer"]),
        from_at=instant_or_none(row["from_at"]),
        until_at=instant_or_none(row["until_at"]),
        skills=row["skills"],
        vehicle=None if row["vehicle"] is None else bool(row["vehicle"]),
        note=row["note"],
        by_phone=bool(row["by_phone"]),
        message_state=row["message_state"] or "",
    )
