"""The expected revision, read inside the transaction that writes: a stale write is refused, and told what changed.

The sentence says « la coordination » or « quelqu’un »: volunteers' pages read it too. Screens, which only the coordination
reads, ask for the name with :func:`app.words.changes.naming`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound, StaleRevision
from app.store import journal, traced
from app.words import changes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.store.chain import Entry
    from app.store.database import Connection
    from app.store.traced import Named

_TABLES = frozenset(
    {"setting", "practice", "site", "person", "partner", "centre", "session", "seat", "reference_row", "account"}
)

_ABOUT_ROTA = (
    "e.subject_id IN (SELECT id FROM centre WHERE id = ? UNION ALL SELECT id FROM session WHERE centre_id = ?"
    " UNION ALL SELECT seat.id FROM seat JOIN session ON session.id = session_id WHERE centre_id = ?)"
)
_MOVE_ROTA = (
    "centre_set_up", "centre_changed", "sessions_opened", "sessions_taken_back", "session_moved", "session_cancelled",
    "doses_allotted", "rota_proposed", "rota_edited", "rota_step_undone", "rota_step_redone", "rota_published",
    "seat_taken", "seat_confirmed", "seat_released", "seat_withdrawn", "seat_swapped", "seat_line_closed",
    "seat_line_reopened", "stand_in_wanted", "stand_in_not_needed", "partner.confirmed", "partner.cannot_provide",
    "attendance_closed",
)  # fmt: skip
"""Types of entries that come with a new revision of the rota."""

_MOVE = {
    "person": (
        "person_added",
        "person_changed",
        "competences_changed",
        "preferences_changed",
        "opted_out",
        "opted_back_in",
    ),
    "session": ("session_moved", "session_cancelled"),
    "centre": ("centre_set_up", "centre_changed"),
}
"""Table → types of entries that come with a new revision of its rows; any type about the row in other tables."""


def expect(conn: Connection, table: str, id: str, revision: int, *, column: str = "revision") -> None:
    """Pass when ``table`` still holds ``id`` at ``revision``; raises NotFound, or StaleRevision that says what changed."""
    assert table in _TABLES
    assert column in {"revision", "rota_revision"}
    key = "key" if table == "setting" else "id"
    row = conn.execute(f"SELECT {column} AS revision FROM {table} WHERE {key} = ?", (id,)).fetchone()
    if row is None:
        raise NotFound(N_("Cet élément n’existe plus. Rechargez la page."))
    if row["revision"] != revision:
        since = max(row["revision"] - revision, 1)
        rota = column == "rota_revision"
        entries = _about_rota(conn, id, since) if rota else _changes_of(conn, table, id, since)
        raise _told(conn, entries)


def stale(
    conn: Connection, *subject_ids: str, types: Collection[str] = (), message: str = changes.STALE
) -> StaleRevision:
    """The error for a write that came second, with the last thing journaled about these subjects (of these types, if
    any): for services that compare revisions themselves. ``message`` holds ``{change}``."""
    found = [one for one in _about(conn, subject_ids, 50) if not types or one.type in types]
    return _told(conn, found[:1], message)


def stale_at(conn: Connection, at: str, types: Collection[str], *, message: str = changes.STALE) -> StaleRevision:
    """The same for a row that says when it was written: the entry of one of these types in that transaction."""
    marks = ", ".join("?" * len(types))
    found = journal.JOURNAL.entries(
        conn, f"e.at = ? AND e.type IN ({marks})", (at, *types), tail="ORDER BY e.seq DESC LIMIT 1"
    )
    return _told(conn, found, message)


def _about(conn: Connection, subject_ids: Sequence[str], limit: int) -> list[Entry]:
    return [one for one in journal.last_about(conn, subject_ids, limit) if one.type != "data_read"]


def _changes_of(conn: Connection, table: str, id: str, count: int) -> list[Entry]:
    """The last ``count`` entries about a row that came with a new revision of it, newest first."""
    types = _MOVE.get(table)
    about = _about(conn, (id,), 50)
    found = [one for one in about if types is None or one.type in types][:count]
    if found or table != "person":
        return found or about[:1]
    # An import is journaled once for everyone it writes.
    at = conn.execute("SELECT changed_at FROM person WHERE id = ?", (id,)).fetchone()["changed_at"]
    return journal.JOURNAL.entries(
        conn, "e.at = ? AND e.type = 'people_imported'", (at,), tail="ORDER BY e.seq DESC LIMIT 1"
    )


def _about_rota(conn: Connection, centre_id: str, limit: int) -> list[Entry]:
    marks = ", ".join("?" * len(_MOVE_ROTA))
    return journal.JOURNAL.entries(
        conn,
        f"e.type IN ({marks}) AND {_ABOUT_ROTA}",
        (*_MOVE_ROTA, centre_id, centre_id, centre_id, limit),
        tail="ORDER BY e.seq DESC LIMIT ?",
    )


def _told(conn: Connection, entries: Sequence[Entry], message: str = changes.STALE) -> StaleRevision:
    """The error with everyone's last change among the entries, newest first."""
    names = traced.named(conn, {one.actor_id for one in entries}, traced.ACTORS)
    return changes.stale([_change(one, names.get(one.actor_id)) for one in entries], message)


def _change(entry: Entry, actor: Named | None) -> changes.Change:
    fields = (entry.payload or {}).get("fields")
    return changes.Change(
        entry.actor_id,
        entry.type,
        entry.at,
        kind=actor.kind if actor else "",
        given_name=actor.given_name if actor else "",
        name=actor.name if actor else "",
        fields=tuple(map(str, fields)) if isinstance(fields, list) else (),
    )
