"""Polls: what is asked about which sessions, to whom and in which order, and the short-lived notes people leave."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import CentreId, PersonId, SessionId
from app.mobilisation.note import PollNote
from app.mobilisation.poll import Poll, PollState
from app.roster.answer import Answer, AnswerValue
from app.roster.person import Mission

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.mobilisation.message import Message
    from app.store.database import Connection


def insert(conn: Connection, poll: Poll, people: Sequence[PersonId]) -> None:
    """Add a poll, its sessions in their order, and the people in the order of asking."""
    conn.execute(
        "INSERT INTO poll (id, centre_id, professions, mission, opened_at, closes_at, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            poll.id, poll.centre_id, json.dumps(sorted(poll.professions)), poll.mission and poll.mission.value,
            instant_text(poll.opened_at), instant_text(poll.closes_at), poll.state.value,
        ),
    )  # fmt: skip
    conn.executemany(
        "INSERT INTO poll_session (poll_id, session_id, place) VALUES (?, ?, ?)",
        [(poll.id, session, place) for place, session in enumerate(poll.session_ids)],
    )
    conn.executemany(
        "INSERT INTO poll_person (poll_id, person_id, place) VALUES (?, ?, ?)",
        [(poll.id, person, place) for place, person in enumerate(people)],
    )


def find(conn: Connection, poll_id: str) -> Poll | None:
    """The poll, or None."""
    row = conn.execute("SELECT * FROM poll WHERE id = ?", (poll_id,)).fetchone()
    return _poll(conn, row) if row else None


def still_open(conn: Connection, centre_id: CentreId | None = None) -> list[Poll]:
    """Polls nobody closed yet, of one centre when given, the first to close first; the clock is not looked at."""
    rows = conn.execute(
        "SELECT * FROM poll WHERE state = 'open' AND (? IS NULL OR centre_id = ?) ORDER BY closes_at, id",
        (centre_id, centre_id),
    )
    return [_poll(conn, row) for row in rows.fetchall()]


def over(conn: Connection, centre_id: CentreId, now: datetime, limit: int) -> list[Poll]:
    """The last polls of a centre that take no answer any more at ``now``, the last to close first."""
    rows = conn.execute(
        "SELECT * FROM poll WHERE centre_id = ? AND (state = 'closed' OR closes_at <= ?)"
        " ORDER BY closes_at DESC, id LIMIT ?",
        (centre_id, instant_text(now), limit),
    )
    return [_poll(conn, row) for row in rows.fetchall()]


def asked_of(conn: Connection, person_id: PersonId) -> list[Poll]:
    """Polls nobody closed yet that ask this person, the first to close first."""
    rows = conn.execute(
        "SELECT poll.* FROM poll JOIN poll_person ON poll_id = poll.id WHERE person_id = ? AND state = 'open'"
        " ORDER BY closes_at, poll.id",
        (person_id,),
    )
    return [_poll(conn, row) for row in rows.fetchall()]


def write_end(conn: Connection, poll: Poll) -> None:
    """Write a poll's state and closing hour; its revision moves by one."""
    conn.execute(
        "UPDATE poll SET state = ?, closes_at = ?, revision = revision + 1 WHERE id = ?",
        (poll.state.value, instant_text(poll.closes_at), poll.id),
    )


def people(conn: Connection, poll_id: str) -> list[PersonId]:
    """Those asked, in the order of asking."""
    rows = conn.execute("SELECT person_id FROM poll_person WHERE poll_id = ? ORDER BY place", (poll_id,))
    return [PersonId(row["person_id"]) for row in rows]


def asks(conn: Connection, poll_id: str, person_id: PersonId) -> bool:
    """Whether the poll asks this person."""
    found = conn.execute("SELECT 1 FROM poll_person WHERE poll_id = ? AND person_id = ?", (poll_id, person_id))
    return found.fetchone() is not None


def answers(conn: Connection, poll_id: str, person_id: PersonId | None = None) -> list[Answer]:
    """Answers to the poll's sessions by those it asks, wherever they were given; of one person when named."""
    rows = conn.execute(
        "SELECT answer.person_id, answer.session_id, answer FROM answer"
        " JOIN poll_session ON poll_session.session_id = answer.session_id"
        " JOIN poll_person ON poll_person.poll_id = poll_session.poll_id AND poll_person.person_id = answer.person_id"
        " WHERE poll_session.poll_id = ? AND (? IS NULL OR answer.person_id = ?)"
        " ORDER BY poll_person.place, poll_session.place",
        (poll_id, person_id, person_id),
    )
    return [Answer(PersonId(r["person_id"]), SessionId(r["session_id"]), AnswerValue(r["answer"])) for r in rows]


def put_note(conn: Connection, note: PollNote) -> None:
    """Keep a person's note in place of the one before."""
    conn.execute(
        "INSERT OR REPLACE INTO poll_note (poll_id, person_id, text, expires_at) VALUES (?, ?, ?, ?)",
        (note.poll_id, note.person, note.text, instant_text(note.expires_at)),
    )


def erase_note(conn: Connection, poll_id: str, person_id: PersonId) -> None:
    """Forget what one person wrote."""
    conn.execute("DELETE FROM poll_note WHERE poll_id = ? AND person_id = ?", (poll_id, person_id))


def notes(conn: Connection, poll_id: str, now: datetime) -> list[PollNote]:
    """The notes that may still be read at ``now``, in the order of asking."""
    rows = conn.execute(
        "SELECT poll_note.* FROM poll_note JOIN poll_person USING (poll_id, person_id)"
        " WHERE poll_id = ? AND expires_at > ? ORDER BY place",
        (poll_id, instant_text(now)),
    )
    return [
        PollNote(PersonId(row["person_id"]), row["poll_id"], row["text"], instant_of(row["expires_at"])) for row in rows
    ]


def erase_notes(conn: Connection, now: datetime) -> int:
    """Erase the notes whose hour has passed and those of closed polls; returns how many. Then empty the log (app/store/wal.py)."""
    done = conn.execute(
        "DELETE FROM poll_note WHERE expires_at <= ? OR poll_id IN (SELECT id FROM poll WHERE state = 'closed')",
        (instant_text(now),),
    )
    return done.rowcount


def next_death(conn: Connection) -> datetime | None:
    """When the first note still kept is to be erased."""
    row = conn.execute("SELECT min(expires_at) AS at FROM poll_note").fetchone()
    return instant_of(row["at"]) if row["at"] else None


def take_back_request(conn: Connection, message: Message) -> None:
    """Forget the request that a message would have been, had it left: it costs nothing."""
    conn.execute(
        "DELETE FROM solicitation WHERE id = (SELECT id FROM solicitation WHERE subject_id = ? AND person_id = ?"
        " AND at = ? AND ask = ? LIMIT 1)",
        (message.about, message.recipient, instant_text(message.due_at), message.kind.value),
    )


def _poll(conn: Connection, row: sqlite3.Row) -> Poll:
    asked = conn.execute("SELECT session_id FROM poll_session WHERE poll_id = ? ORDER BY place", (row["id"],))
    return Poll(
        id=row["id"],
        centre_id=CentreId(row["centre_id"]),
        session_ids=_ids(asked),
        professions=frozenset(json.loads(row["professions"])),
        mission=Mission(row["mission"]) if row["mission"] else None,
        opened_at=instant_of(row["opened_at"]),
        closes_at=instant_of(row["closes_at"]),
        state=PollState(row["state"]),
    )


def _ids(rows: Iterable[sqlite3.Row]) -> tuple[SessionId, ...]:
    return tuple(SessionId(row["session_id"]) for row in rows)
