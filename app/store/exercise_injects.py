"""The chronogramme of an exercise as it is played: injects, responses, outcomes, decisions, deliveries. Rows ↔ values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from app.core.clock import instant_of, instant_text
from app.drills.scenario import Expected
from app.drills.shock import AnyEffect
from app.exercise.chronogramme import (
    CoverageMoment,
    Decision,
    Delivery,
    ExpectedOutcome,
    InjectState,
    Outcome,
    PlayedInject,
    Response,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from app.store.database import Connection

_EFFECTS: TypeAdapter[tuple[AnyEffect, ...]] = TypeAdapter(tuple[AnyEffect, ...])
_EXPECTED: TypeAdapter[tuple[Expected, ...]] = TypeAdapter(tuple[Expected, ...])
_COLUMNS = (
    "number", "minutes", "planned_minutes", "sender", "recipient", "channel", "text", "effects", "expected",
    "objectives", "note", "state", "sent_at", "sent_minutes", "actor_id", "reason", "removed_at",
)  # fmt: skip


def insert(conn: Connection, one: PlayedInject) -> None:
    """Add an inject at revision 1."""
    names = ("id", "exercise_id", *_COLUMNS)
    conn.execute(
        f"INSERT INTO exercise_inject ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        (one.id, one.exercise_id, *_values(one)),
    )


def update(conn: Connection, one: PlayedInject) -> None:
    """Write an inject; the caller has checked the revision, which moves by one."""
    conn.execute(
        f"UPDATE exercise_inject SET {', '.join(f'{name} = ?' for name in _COLUMNS)}, revision = revision + 1 WHERE id = ?",
        (*_values(one), one.id),
    )


def find(conn: Connection, inject_id: str) -> PlayedInject | None:
    """The inject, unless removed."""
    row = conn.execute("SELECT * FROM exercise_inject WHERE id = ? AND removed_at IS NULL", (inject_id,)).fetchone()
    return _inject(row) if row else None


def of_exercise(conn: Connection, exercise_id: str) -> list[PlayedInject]:
    """Those of an exercise, in the order of the chronogramme as it stands: by minute, then number."""
    rows = conn.execute(
        "SELECT * FROM exercise_inject WHERE exercise_id = ? AND removed_at IS NULL ORDER BY minutes, number",
        (exercise_id,),
    )
    return [_inject(row) for row in rows]


def next_number(conn: Connection, exercise_id: str) -> int:
    """The number of the next inject."""
    row = conn.execute(
        "SELECT ifnull(max(number), 0) + 1 FROM exercise_inject WHERE exercise_id = ?", (exercise_id,)
    ).fetchone()
    return int(row[0])


def shift(conn: Connection, exercise_id: str, minutes: int) -> int:
    """Move what has neither left nor been skipped by so many minutes, never before T0; how many moved."""
    return conn.execute(
        "UPDATE exercise_inject SET minutes = max(0, minutes + ?), revision = revision + 1 WHERE exercise_id = ?"
        " AND state IN ('planned', 'held') AND removed_at IS NULL",
        (minutes, exercise_id),
    ).rowcount


def add_response(conn: Connection, exercise_id: str, one: Response) -> bool:
    """Write what was answered; False when this very answer is written already."""
    done = conn.execute(
        "INSERT INTO exercise_response (id, exercise_id, inject_id, text, by_whom, at, minutes, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (one.id, exercise_id, one.inject_id, one.text, one.by_whom, instant_text(one.at), one.minutes, one.actor_id),
    )
    return done.rowcount == 1


def responses(conn: Connection, exercise_id: str) -> list[Response]:
    """What was answered in an exercise, oldest first."""
    rows = conn.execute("SELECT * FROM exercise_response WHERE exercise_id = ? ORDER BY at, rowid", (exercise_id,))
    return [
        Response(
            id=row["id"], inject_id=row["inject_id"], text=row["text"], by_whom=row["by_whom"],
            at=instant_of(row["at"]), minutes=row["minutes"], actor_id=row["actor_id"],
        )
        for row in rows
    ]  # fmt: skip


def put_outcome(conn: Connection, one: ExpectedOutcome) -> None:
    """Write what became of something expected, over what was written before; the caller has checked the revision."""
    conn.execute(
        "INSERT INTO exercise_outcome (inject_id, rank, outcome, at, minutes, note, actor_id) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (inject_id, rank) DO UPDATE SET outcome = excluded.outcome, at = excluded.at,"
        " minutes = excluded.minutes, note = excluded.note, actor_id = excluded.actor_id, revision = revision + 1",
        (one.inject_id, one.rank, one.outcome, instant_text(one.at), one.minutes, one.note, one.actor_id),
    )


def outcomes(conn: Connection, exercise_id: str) -> dict[tuple[str, int], ExpectedOutcome]:
    """(inject id, rank) → what became of it; nothing for what nobody has judged yet."""
    rows = conn.execute(
        "SELECT exercise_outcome.* FROM exercise_outcome JOIN exercise_inject ON exercise_inject.id = inject_id"
        " WHERE exercise_id = ?",
        (exercise_id,),
    )
    return {
        (row["inject_id"], row["rank"]): ExpectedOutcome(
            inject_id=row["inject_id"], rank=row["rank"], outcome=Outcome(row["outcome"]), at=instant_of(row["at"]),
            minutes=row["minutes"], note=row["note"], actor_id=row["actor_id"], revision=row["revision"],
        )
        for row in rows
    }  # fmt: skip


def add_decision(conn: Connection, exercise_id: str, one: Decision) -> bool:
    """Write a decision; False when this very one is written already."""
    done = conn.execute(
        "INSERT INTO exercise_decision (id, exercise_id, text, effects, plan_rank, by_whom, at, minutes, log_number, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            one.id, exercise_id, one.text, _EFFECTS.dump_json(one.effects).decode(), one.plan_rank, one.by_whom,
            instant_text(one.at), one.minutes, one.log_number, one.actor_id,
        ),
    )  # fmt: skip
    return done.rowcount == 1


def cancel_decision(conn: Connection, one: Decision) -> None:
    """Say since when a decision no longer holds; the caller has checked the revision, which moves by one."""
    conn.execute(
        "UPDATE exercise_decision SET cancelled_at = ?, revision = revision + 1 WHERE id = ?",
        (instant_text(one.cancelled_at) if one.cancelled_at else None, one.id),
    )


def decisions(conn: Connection, exercise_id: str) -> list[Decision]:
    """What was decided in an exercise, cancelled or not, oldest first."""
    rows = conn.execute("SELECT * FROM exercise_decision WHERE exercise_id = ? ORDER BY at, rowid", (exercise_id,))
    return [
        Decision(
            id=row["id"], text=row["text"], effects=_EFFECTS.validate_json(row["effects"]), plan_rank=row["plan_rank"],
            by_whom=row["by_whom"], at=instant_of(row["at"]), minutes=row["minutes"], log_number=row["log_number"],
            cancelled_at=instant_of(row["cancelled_at"]) if row["cancelled_at"] else None, actor_id=row["actor_id"],
            revision=row["revision"],
        )
        for row in rows
    ]  # fmt: skip


def add_moment(conn: Connection, exercise_id: str, one: CoverageMoment) -> None:
    """Write how the territory stood."""
    conn.execute(
        "INSERT INTO exercise_moment (exercise_id, at, minutes, demand, unmet, cause) VALUES (?, ?, ?, ?, ?, ?)",
        (exercise_id, instant_text(one.at), one.minutes, one.demand, one.unmet, one.cause),
    )


def moments(conn: Connection, exercise_id: str) -> list[CoverageMoment]:
    """How the territory stood, in the order it was written."""
    rows = conn.execute("SELECT * FROM exercise_moment WHERE exercise_id = ? ORDER BY id", (exercise_id,))
    return [
        CoverageMoment(instant_of(row["at"]), row["minutes"], row["demand"], row["unmet"], row["cause"]) for row in rows
    ]


def add_deliveries(conn: Connection, them: Iterable[Delivery]) -> None:
    """Write whom an inject reached; those already written stay as they are."""
    conn.executemany(
        "INSERT INTO exercise_delivery (inject_id, participant_id, at, is_real, letter_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [
            (one.inject_id, one.participant_id, instant_text(one.at), int(one.is_real), one.letter_id or None)
            for one in them
        ],
    )


def deliveries(conn: Connection, exercise_id: str) -> list[Delivery]:
    """Whom each inject of an exercise reached."""
    rows = conn.execute(
        "SELECT exercise_delivery.* FROM exercise_delivery JOIN exercise_inject ON exercise_inject.id = inject_id"
        " WHERE exercise_id = ? ORDER BY exercise_delivery.at, exercise_delivery.rowid",
        (exercise_id,),
    )
    return [
        Delivery(
            row["inject_id"], row["participant_id"], instant_of(row["at"]), bool(row["is_real"]), row["letter_id"] or ""
        )
        for row in rows
    ]


def drop_deliveries(conn: Connection, inject_id: str, participants: Iterable[str]) -> None:
    """Forget that an inject reached these participants: its sending was undone, and no letter of it left for them."""
    conn.executemany(
        "DELETE FROM exercise_delivery WHERE inject_id = ? AND participant_id = ?",
        [(inject_id, one) for one in participants],
    )


def _values(one: PlayedInject) -> tuple[object, ...]:
    return (
        one.number, one.minutes, one.planned_minutes, one.sender, one.recipient, one.channel, one.text,
        _EFFECTS.dump_json(one.effects).decode(), _EXPECTED.dump_json(one.expected).decode(),
        json.dumps(one.objectives), one.note, one.state, instant_text(one.sent_at) if one.sent_at else None,
        one.sent_minutes, one.actor_id, one.reason, instant_text(one.removed_at) if one.removed_at else None,
    )  # fmt: skip


def _inject(row: sqlite3.Row) -> PlayedInject:
    return PlayedInject(
        id=row["id"], exercise_id=row["exercise_id"], number=row["number"], minutes=row["minutes"],
        planned_minutes=row["planned_minutes"], sender=row["sender"], recipient=row["recipient"],
        channel=row["channel"], text=row["text"], effects=_EFFECTS.validate_json(row["effects"]),
        expected=_EXPECTED.validate_json(row["expected"]), objectives=tuple(json.loads(row["objectives"])),
        note=row["note"], state=InjectState(row["state"]),
        sent_at=instant_of(row["sent_at"]) if row["sent_at"] else None, sent_minutes=row["sent_minutes"],
        actor_id=row["actor_id"], reason=row["reason"], revision=row["revision"],
    )  # fmt: skip
