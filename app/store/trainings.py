"""Trainings and who takes part in them: invited, answered, came, what they thought of it."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId
from app.response.training import Answer, Participant, Training

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection

_FIELDS = ("kind", "title", "day", "starts", "minutes", "place", "competence", "valid_months", "note", "cancelled_at")


def put(conn: Connection, training: Training) -> None:
    """Add a training at revision 1, or write every field of a known one, whose revision moves by one (the caller compares)."""
    values = (
        training.kind,
        training.title,
        training.day.isoformat(),
        f"{training.starts:%H:%M}" if training.starts else "",
        training.minutes,
        training.place,
        training.competence,
        training.valid_months,
        training.note,
        instant_text(training.cancelled_at) if training.cancelled_at else None,
    )
    changes = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS)
    conn.execute(
        f"INSERT INTO training (id, {', '.join(_FIELDS)}) VALUES (?{', ?' * len(_FIELDS)})"
        f" ON CONFLICT (id) DO UPDATE SET {changes}, revision = revision + 1",
        (training.id, *values),
    )


def find(conn: Connection, training_id: str) -> Training | None:
    """The training, or None."""
    row = conn.execute("SELECT * FROM training WHERE id = ?", (training_id,)).fetchone()
    return _training(row) if row else None


def every(conn: Connection, first: date | None = None, last: date | None = None) -> list[Training]:
    """Trainings between two civil days, both included, the first to come first; cancelled ones too."""
    rows = conn.execute(
        "SELECT * FROM training WHERE day >= ? AND day <= ? ORDER BY day, starts, id",
        (first.isoformat() if first else "", last.isoformat() if last else "9999"),
    )
    return [_training(row) for row in rows]


def participants(conn: Connection, training_id: str) -> tuple[Participant, ...]:
    """Everyone invited to a training or put down for it."""
    rows = conn.execute("SELECT * FROM training_person WHERE training_id = ? ORDER BY person_id", (training_id,))
    return tuple(map(_participant, rows))


def all_participants(conn: Connection) -> dict[str, tuple[Participant, ...]]:
    """Training → everyone invited to it or put down for it."""
    found: dict[str, list[Participant]] = {}
    for row in conn.execute("SELECT * FROM training_person ORDER BY training_id, person_id"):
        found.setdefault(row["training_id"], []).append(_participant(row))
    return {training: tuple(people) for training, people in found.items()}


def of_person(conn: Connection, person_id: PersonId) -> list[tuple[Training, Participant]]:
    """The trainings somebody is invited to or was at, the first to come first; cancelled ones left out."""
    rows = conn.execute(
        "SELECT * FROM training_person JOIN training ON training.id = training_id"
        " WHERE person_id = ? AND cancelled_at IS NULL ORDER BY day, starts, training.id",
        (person_id,),
    )
    return [(_training(row), _participant(row)) for row in rows]


def add_people(
    conn: Connection, training_id: str, people: Iterable[PersonId], invited_at: datetime | None = None
) -> None:
    """Put people down for a training; ``invited_at`` is when they were written to, kept when they were before."""
    at = instant_text(invited_at) if invited_at else None
    conn.executemany(
        "INSERT INTO training_person (training_id, person_id, invited_at) VALUES (?, ?, ?)"
        " ON CONFLICT (training_id, person_id) DO UPDATE SET invited_at = coalesce(invited_at, excluded.invited_at)",
        [(training_id, person, at) for person in people],
    )


def write_part(conn: Connection, training_id: str, part: Participant) -> None:
    """Write somebody's part in a training, whether they stood on its list or not."""
    conn.execute(
        "INSERT INTO training_person (training_id, person_id, invited_at, answer, attended, signed_at, rating, comment)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (training_id, person_id) DO UPDATE SET answer = excluded.answer,"
        " attended = excluded.attended, signed_at = excluded.signed_at, rating = excluded.rating,"
        " comment = excluded.comment",
        (
            training_id,
            part.person_id,
            instant_text(part.invited_at) if part.invited_at else None,
            part.answer,
            int(part.attended),
            instant_text(part.signed_at) if part.signed_at else None,
            part.rating,
            part.comment,
        ),
    )


def _training(row: sqlite3.Row) -> Training:
    return Training(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        day=date.fromisoformat(row["day"]),
        starts=time.fromisoformat(row["starts"]) if row["starts"] else None,
        minutes=row["minutes"],
        place=row["place"],
        competence=row["competence"],
        valid_months=row["valid_months"],
        note=row["note"],
        cancelled_at=instant_of(row["cancelled_at"]) if row["cancelled_at"] else None,
        revision=row["revision"],
    )


def _participant(row: sqlite3.Row) -> Participant:
    return Participant(
        person_id=PersonId(row["person_id"]),
        invited_at=instant_of(row["invited_at"]) if row["invited_at"] else None,
        answer=Answer(row["answer"]),
        attended=bool(row["attended"]),
        signed_at=instant_of(row["signed_at"]) if row["signed_at"] else None,
        rating=row["rating"],
        comment=row["comment"],
    )
