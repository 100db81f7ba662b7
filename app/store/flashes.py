"""Flash exercises, whom each was sent to, and answers that say nobody's name. Rows ↔ values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId
from app.drills.flash import Flash, WeakPoint, as_rows, of_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class FlashExercise:
    """One exercise and when it can be answered (UTC). ``month``: « 2026-11 »."""

    id: str
    month: str
    title: str
    flash: Flash
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    actor_id: str = ""
    revision: int = 1

    @property
    def ended_at(self) -> datetime:
        """When it stopped, or will."""
        return self.closed_at or self.closes_at

    def is_open(self, now: datetime) -> bool:
        """Whether it can be answered."""
        return now < self.ended_at


@dataclass(frozen=True, slots=True)
class FlashPerson:
    """Somebody it was sent to, and the Paris day they answered; what they answered is not here, nor the hour."""

    person_id: PersonId
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class FlashAnswer:
    """How many gave the same answer: the rank of each choice, and its points."""

    choices: tuple[int, ...]
    score: int
    answers: int


def insert(conn: Connection, one: FlashExercise) -> None:
    """Add an exercise at revision 1."""
    conn.execute(
        "INSERT INTO flash (id, month, title, weak_point, questions, opened_at, closes_at, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.id, one.month, one.title, json.dumps(asdict(one.flash.weak)), json.dumps(as_rows(one.flash.questions)),
            instant_text(one.opened_at), instant_text(one.closes_at), one.actor_id,
        ),
    )  # fmt: skip


def close(conn: Connection, flash_id: str, at: datetime) -> None:
    """Say when it was closed; the caller has checked the revision, which moves by one."""
    conn.execute("UPDATE flash SET closed_at = ?, revision = revision + 1 WHERE id = ?", (instant_text(at), flash_id))


def find(conn: Connection, flash_id: str) -> FlashExercise | None:
    """The exercise, or None."""
    row = conn.execute("SELECT * FROM flash WHERE id = ?", (flash_id,)).fetchone()
    return _flash(row) if row else None


def every(conn: Connection) -> list[FlashExercise]:
    """All exercises, newest first."""
    return [_flash(row) for row in conn.execute("SELECT * FROM flash ORDER BY opened_at DESC, id DESC")]


def add_people(conn: Connection, flash_id: str, person_ids: Iterable[PersonId]) -> None:
    """Whom it is sent to."""
    conn.executemany(
        "INSERT INTO flash_person (flash_id, person_id) VALUES (?, ?)", [(flash_id, one) for one in person_ids]
    )


def people_of(conn: Connection, flash_id: str) -> list[FlashPerson]:
    """Whom it was sent to, by id."""
    rows = conn.execute("SELECT * FROM flash_person WHERE flash_id = ? ORDER BY person_id", (flash_id,))
    return [
        FlashPerson(PersonId(row["person_id"]), date.fromisoformat(row["answered_on"]) if row["answered_on"] else None)
        for row in rows
    ]


def person_of(conn: Connection, flash_id: str, person_id: PersonId) -> FlashPerson | None:
    """One of them, or None."""
    return next((one for one in people_of(conn, flash_id) if one.person_id == person_id), None)


def answer(conn: Connection, flash_id: str, person_id: PersonId, choices: Sequence[int], score: int, day: date) -> None:
    """Count an answer apart from whoever gave it: they are only marked as having answered, on a day."""
    conn.execute(
        "UPDATE flash_person SET answered_on = ? WHERE flash_id = ? AND person_id = ?",
        (day.isoformat(), flash_id, person_id),
    )
    conn.execute(
        # Drawn rows: in the order they came, the first one would be whoever answered on the first day.
        "INSERT INTO flash_answer (rowid, flash_id, choices, score, answers) VALUES (abs(random() / 2), ?, ?, ?, 1)"
        " ON CONFLICT (flash_id, choices) DO UPDATE SET answers = answers + 1",
        (flash_id, json.dumps(list(choices)), score),
    )


def answers(conn: Connection, flash_id: str) -> list[FlashAnswer]:
    """The different answers, by choices."""
    rows = conn.execute("SELECT * FROM flash_answer WHERE flash_id = ? ORDER BY choices", (flash_id,))
    return [FlashAnswer(tuple(json.loads(row["choices"])), row["score"], row["answers"]) for row in rows]


def held_between(conn: Connection, first: datetime, last: datetime) -> list[tuple[FlashExercise, int]]:
    """Exercises opened in [first, last) (UTC) that somebody answered, with how many did."""
    rows = conn.execute(
        "SELECT flash.*, sum(flash_answer.answers) AS n FROM flash JOIN flash_answer ON flash_answer.flash_id = flash.id"
        " WHERE opened_at >= ? AND opened_at < ? GROUP BY flash.id ORDER BY opened_at, flash.id",
        (instant_text(first), instant_text(last)),
    )
    return [(_flash(row), row["n"]) for row in rows]


def _flash(row: sqlite3.Row) -> FlashExercise:
    weak = json.loads(row["weak_point"])
    return FlashExercise(
        id=row["id"],
        month=row["month"],
        title=row["title"],
        flash=Flash(WeakPoint(**{**weak, "communes": tuple(weak["communes"])}), of_rows(json.loads(row["questions"]))),
        opened_at=instant_of(row["opened_at"]),
        closes_at=instant_of(row["closes_at"]),
        closed_at=instant_of(row["closed_at"]) if row["closed_at"] else None,
        actor_id=row["actor_id"],
        revision=row["revision"],
    )
