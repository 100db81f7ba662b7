"""What was noted for each item of a session's opening check, and the lines closed. Rows are added, never changed.

A line reopened is closed no more: its row goes, and the journal keeps both gestures.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.activity.closing_trace import ClosingTrace, Hold, Touched
from app.activity.closing_words import ClosingTexts
from app.activity.opening_check import CheckAnswer
from app.core.clock import instant_of, instant_text
from app.core.ids import PartnerId, PersonId, SeatId, SessionId
from app.scheduling.session import Holder, SeatState

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.core.ids import CentreId
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class LineClosed:
    """One line closed: when (UTC), by whom, why, the appointments to move (None = not known) and what to tell whom."""

    id: str
    session_id: SessionId
    line: int
    at: datetime
    actor_id: str
    reason: str
    to_move: int | None
    texts: ClosingTexts
    trace: ClosingTrace | None = None
    """What it changed, to undo exactly that; None for a line closed before this was written down."""


def add_answers(
    conn: Connection, session_id: SessionId, answers: Iterable[tuple[str, CheckAnswer]], at: datetime, actor_id: str
) -> None:
    """Write answers down, each under its new id."""
    conn.executemany(
        "INSERT INTO check_answer (id, session_id, code, line, value, at, actor_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (id, session_id, one.code, one.line, _answer_text(one), instant_text(at), actor_id)
            for id, one in answers
        ],
    )  # fmt: skip


def answers_of(conn: Connection, session_id: SessionId) -> list[CheckAnswer]:
    """Every answer of a session in order of writing: of two on one item, the later holds."""
    rows = conn.execute("SELECT * FROM check_answer WHERE session_id = ? ORDER BY at, id", (session_id,))
    return [_answer(row) for row in rows]


def last_of_centre(conn: Connection, centre_id: CentreId, before: datetime) -> list[CheckAnswer]:
    """What was noted last for the session's items in a centre before an instant: to be read over, not typed again."""
    rows = conn.execute(
        "SELECT check_answer.* FROM check_answer JOIN session ON session.id = session_id WHERE centre_id = ?"
        " AND starts_at < ? AND line IS NULL ORDER BY starts_at, check_answer.at, check_answer.id",
        (centre_id, instant_text(before)),
    )
    return list({one.code: one for one in map(_answer, rows)}.values())


def add_closing(conn: Connection, closed: LineClosed) -> None:
    """Write a closed line down."""
    texts = {name: getattr(closed.texts, name) for name in ClosingTexts.__slots__}
    known = {"to_move_known": closed.to_move is not None, "trace": _trace_values(closed.trace)}
    conn.execute(
        "INSERT INTO line_closing (id, session_id, line, at, actor_id, reason, to_move, texts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            closed.id,
            closed.session_id,
            closed.line,
            instant_text(closed.at),
            closed.actor_id,
            closed.reason,
            closed.to_move or 0,
            json.dumps(texts | known, ensure_ascii=False, sort_keys=True),
        ),
    )


def drop_closing(conn: Connection, closing_id: str) -> None:
    """Forget that a line is closed: it is open again."""
    conn.execute("DELETE FROM line_closing WHERE id = ?", (closing_id,))


def closings_of(conn: Connection, session_id: SessionId) -> list[LineClosed]:
    """The lines of a session closed so far, in order of closing."""
    rows = conn.execute("SELECT * FROM line_closing WHERE session_id = ? ORDER BY at, line", (session_id,))
    return [_closed(row) for row in rows]


def _closed(row: sqlite3.Row) -> LineClosed:
    held: dict[str, Any] = json.loads(row["texts"])
    known, trace = held.pop("to_move_known"), held.pop("trace", None)
    return LineClosed(
        row["id"],
        SessionId(row["session_id"]),
        row["line"],
        instant_of(row["at"]),
        row["actor_id"],
        row["reason"],
        row["to_move"] if known else None,
        ClosingTexts(**held),
        _trace(trace),
    )


def _trace_values(trace: ClosingTrace | None) -> dict[str, object] | None:
    if trace is None:
        return None
    places = [{"seat": one.seat_id, "before": _hold_values(one.before), "after": _hold_values(one.after)} for one in trace.places]  # fmt: skip
    return {"begun": trace.begun, "places": places, "rows": list(trace.rows)}


def _hold_values(hold: Hold) -> dict[str, object]:
    return {
        "person": hold.holder.person_id,
        "partner": hold.holder.partner_id,
        "state": hold.state.value,
        "pinned": hold.pinned,
        "override_reason": hold.override_reason,
    }


def _trace(values: dict[str, Any] | None) -> ClosingTrace | None:
    if values is None:
        return None
    places = (Touched(SeatId(one["seat"]), _hold(one["before"]), _hold(one["after"])) for one in values["places"])
    return ClosingTrace(values["begun"], tuple(places), tuple(values["rows"]))


def _hold(values: dict[str, Any]) -> Hold:
    holder = Holder(
        PersonId(values["person"]) if values["person"] else None,
        PartnerId(values["partner"]) if values["partner"] else None,
    )
    return Hold(holder, SeatState(values["state"]), values["pinned"], values["override_reason"])


def _answer_text(one: CheckAnswer) -> str:
    values = {
        "done": one.done,
        "name": one.name,
        "phone": one.phone,
        "tested_at": one.tested_at and instant_text(one.tested_at),
        "expires_on": one.expires_on and one.expires_on.isoformat(),
        "temperature_c": None if one.temperature_c is None else str(one.temperature_c),
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _answer(row: sqlite3.Row) -> CheckAnswer:
    held: dict[str, Any] = json.loads(row["value"])
    return CheckAnswer(
        code=row["code"],
        line=row["line"],
        done=held["done"],
        name=held["name"],
        phone=held["phone"],
        tested_at=instant_of(held["tested_at"]) if held["tested_at"] else None,
        expires_on=date.fromisoformat(held["expires_on"]) if held["expires_on"] else None,
        temperature_c=None if held["temperature_c"] is None else Decimal(held["temperature_c"]),
    )
