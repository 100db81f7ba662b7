"""Saved runs of the laboratory: what was composed, what came out, and the mark of the roster it was computed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.store import revised

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryRun:
    """One saved run. ``composition``, ``result``: documents (JSON); ``mark``: of the world it ran on; ``run_at``: UTC."""

    id: str
    title: str
    scenario: str
    composition: str
    result: str
    mark: str
    run_at: datetime
    actor_id: str
    revision: int = 1


def add(conn: Connection, one: LaboratoryRun) -> None:
    """Write a run down."""
    conn.execute(
        "INSERT INTO laboratory_run (id, title, scenario, composition, result, mark, run_at, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (one.id, one.title, one.scenario, one.composition, one.result, one.mark, instant_text(one.run_at), one.actor_id),
    )  # fmt: skip


def rename(conn: Connection, run_id: str, title: str, revision: int) -> bool:
    """Another title, over the revision it was read at; False when somebody wrote first."""
    return revised.write_over(conn, "laboratory_run", ("title",), run_id, revision, (title,), only=revised.STANDS)


def remove(conn: Connection, run_id: str, at: datetime, revision: int) -> bool:
    """Out of the list, over the revision it was read at; False when somebody wrote first."""
    return revised.take_away(conn, "laboratory_run", run_id, revision, at)


def find(conn: Connection, run_id: str) -> LaboratoryRun | None:
    """The run, unless it was removed."""
    row = conn.execute("SELECT * FROM laboratory_run WHERE id = ? AND removed_at IS NULL", (run_id,)).fetchone()
    return _run(row) if row else None


def every(conn: Connection) -> list[LaboratoryRun]:
    """Every run still kept, the latest first."""
    rows = conn.execute("SELECT * FROM laboratory_run WHERE removed_at IS NULL ORDER BY run_at DESC, id DESC")
    return [_run(row) for row in rows]


def _run(row: sqlite3.Row) -> LaboratoryRun:
    return LaboratoryRun(
        id=row["id"], title=row["title"], scenario=row["scenario"], composition=row["composition"],
        result=row["result"], mark=row["mark"], run_at=instant_of(row["run_at"]), actor_id=row["actor_id"],
        revision=row["revision"],
    )  # fmt: skip
