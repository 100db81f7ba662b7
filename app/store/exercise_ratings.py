"""What evaluators said of an exercise: a letter an objective, and observations. Rows ↔ values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.exercise.rating import Element, Letter, Observation, ObservationKind, Rating

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_OBSERVED = (
    "participant_id", "objective", "kind", "text", "cause", "element", "inject_id", "log_number", "at", "minutes", "removed_at",
)  # fmt: skip


def put(conn: Connection, one: Rating) -> None:
    """Write a rating, over what the same evaluator said of the same objective before; the caller has checked the revision."""
    conn.execute(
        "INSERT INTO exercise_rating (exercise_id, objective, participant_id, letter, rationale, cause, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (exercise_id, objective, participant_id) DO UPDATE SET"
        " letter = excluded.letter, rationale = excluded.rationale, cause = excluded.cause, at = excluded.at,"
        " revision = revision + 1",
        (
            one.exercise_id,
            one.objective,
            one.participant_id,
            one.letter,
            one.rationale,
            one.cause,
            instant_text(one.at),
        ),
    )


def find(conn: Connection, exercise_id: str, objective: str, participant_id: str) -> Rating | None:
    """What an evaluator said of an objective, if they did."""
    row = conn.execute(
        "SELECT * FROM exercise_rating WHERE exercise_id = ? AND objective = ? AND participant_id = ?",
        (exercise_id, objective, participant_id),
    ).fetchone()
    return _rating(row) if row else None


def of_exercise(conn: Connection, exercise_id: str) -> list[Rating]:
    """The ratings of an exercise, by objective, then in the order evaluators were added."""
    rows = conn.execute(
        "SELECT exercise_rating.* FROM exercise_rating JOIN exercise_participant ON exercise_participant.id = participant_id"
        " WHERE exercise_rating.exercise_id = ? ORDER BY objective, exercise_participant.rowid",
        (exercise_id,),
    )
    return [_rating(row) for row in rows]


def add_observation(conn: Connection, one: Observation) -> bool:
    """Write an observation; False when this very one is written already, as it stands or as it was removed."""
    names = ("id", "exercise_id", *_OBSERVED)
    done = conn.execute(
        f"INSERT INTO exercise_observation ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) ON CONFLICT DO NOTHING",
        (one.id, one.exercise_id, *_observed(one)),
    )
    return done.rowcount == 1


def update_observation(conn: Connection, one: Observation) -> None:
    """Write an observation over what it said; the caller has checked the revision, which moves by one."""
    conn.execute(
        f"UPDATE exercise_observation SET {', '.join(f'{name} = ?' for name in _OBSERVED)}, revision = revision + 1"
        " WHERE id = ?",
        (*_observed(one), one.id),
    )


def find_observation(conn: Connection, observation_id: str) -> Observation | None:
    """The observation, unless removed."""
    row = conn.execute(
        "SELECT * FROM exercise_observation WHERE id = ? AND removed_at IS NULL", (observation_id,)
    ).fetchone()
    return _observation(row) if row else None


def observations(conn: Connection, exercise_id: str) -> list[Observation]:
    """What was observed in an exercise, in the order of the fictional clock, then as written."""
    rows = conn.execute(
        "SELECT * FROM exercise_observation WHERE exercise_id = ? AND removed_at IS NULL ORDER BY minutes, at, rowid",
        (exercise_id,),
    )
    return [_observation(row) for row in rows]


def _observed(one: Observation) -> tuple[object, ...]:
    return (
        one.participant_id or None, one.objective, one.kind, one.text, one.cause, one.element or "", one.inject_id or None,
        one.log_number, instant_text(one.at), one.minutes, instant_text(one.removed_at) if one.removed_at else None,
    )  # fmt: skip


def _rating(row: sqlite3.Row) -> Rating:
    return Rating(
        exercise_id=row["exercise_id"], objective=row["objective"], participant_id=row["participant_id"],
        letter=Letter(row["letter"]), rationale=row["rationale"], cause=row["cause"], at=instant_of(row["at"]),
        revision=row["revision"],
    )  # fmt: skip


def _observation(row: sqlite3.Row) -> Observation:
    return Observation(
        id=row["id"], exercise_id=row["exercise_id"], kind=ObservationKind(row["kind"]), text=row["text"],
        participant_id=row["participant_id"] or "", objective=row["objective"], cause=row["cause"],
        element=Element(row["element"]) if row["element"] else None, inject_id=row["inject_id"] or "",
        log_number=row["log_number"], at=instant_of(row["at"]), minutes=row["minutes"], revision=row["revision"],
    )  # fmt: skip
