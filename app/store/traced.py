"""Whom and what a trace speaks of: the rows that stand behind the ids of its actors and subjects, by id.

Ids whose row is gone, or that name nothing, are simply absent; putting names into words is done above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection

BATCH = 400
"""SQLite takes a limited number of values at once."""


@dataclass(frozen=True, slots=True)
class Named:
    """What an id stands for. ``kind`` is the table; a session's instants are UTC."""

    kind: str
    given_name: str = ""
    name: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    role: str = ""
    line: int | None = None


_SESSION = "session.starts_at, session.ends_at"
_QUERIES: dict[str, str] = {
    "person": "SELECT id, given_name, family_name AS name FROM person WHERE id IN ({marks})",
    "account": "SELECT id, name FROM account WHERE id IN ({marks})",
    "partner": "SELECT id, name FROM partner WHERE id IN ({marks})",
    "practice": "SELECT id, name FROM practice WHERE id IN ({marks})",
    "centre": "SELECT id, name FROM centre WHERE id IN ({marks})",
    "session": f"SELECT id, {_SESSION} FROM session WHERE id IN ({{marks}})",
    "seat": f"SELECT seat.id, role, line, {_SESSION} FROM seat JOIN session ON session.id = session_id"
    " WHERE seat.id IN ({marks})",
    "incident": f"SELECT incident.id, {_SESSION} FROM incident JOIN session ON session.id = session_id"
    " WHERE incident.id IN ({marks})",
    "call_out": "SELECT call_out.id, centre.name FROM call_out JOIN centre ON centre.id = centre_id"
    " WHERE call_out.id IN ({marks})",
    "poll": "SELECT poll.id, centre.name FROM poll JOIN centre ON centre.id = centre_id WHERE poll.id IN ({marks})",
    "lot": "SELECT id, number AS name FROM lot WHERE id IN ({marks})",
    "sharps": "SELECT id, code AS name FROM sharps WHERE id IN ({marks})",
    "indemnity": "SELECT indemnity.id, given_name, family_name AS name FROM indemnity"
    " JOIN person ON person.id = person_id WHERE indemnity.id IN ({marks})",
    "swap": "SELECT swap.id, given_name, family_name AS name FROM swap JOIN person ON person.id = proposer_id"
    " WHERE swap.id IN ({marks})",
}
"""Table → how its rows are named; ``swap`` by who proposed it, ``indemnity`` by whom it is for."""

ACTORS = ("account", "person", "partner")
"""The tables whose ids act."""


def named(conn: Connection, ids: Iterable[str], kinds: Iterable[str] = tuple(_QUERIES)) -> dict[str, Named]:
    """Id → what it stands for, among these tables."""
    left, found = sorted(set(ids)), dict[str, Named]()
    for kind in kinds:
        for start in range(0, len(left), BATCH):
            batch = left[start : start + BATCH]
            rows = conn.execute(_QUERIES[kind].format(marks=", ".join("?" * len(batch))), batch)
            found.update((row["id"], _named(kind, row)) for row in rows)
        left = [id for id in left if id not in found]
    return found


def _named(kind: str, row: sqlite3.Row) -> Named:
    held = dict(row)
    return Named(
        kind,
        given_name=held.get("given_name") or "",
        name=held.get("name") or "",
        starts_at=instant_of(held["starts_at"]) if held.get("starts_at") else None,
        ends_at=instant_of(held["ends_at"]) if held.get("ends_at") else None,
        role=held.get("role") or "",
        line=held.get("line"),
    )
