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
    "stand_in_wanted", "stand_in_not_needed", "partner.confirmed", "partner.cannot_provide", "attendance_closed",
)  # fmt: skip
"""Types of entries that come with a new revision of the rota."""


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
        entries = _about_rota(conn, id, since) if column == "rota_revision" else _about(conn, (id,), since)
        raise _told(conn, entries)


def stale(conn: Connection, *subject_ids: str, types: Collection[str] = ()) -> StaleRevision:
    """The error for a write that came second, with the last thing journaled about these subjects (of these types, if
    any): for services that compare revisions
    themselves."""
    return _told(conn, [one for one in _about(conn, subject_ids, 20) if not types or one.type in types][:1])


def _about(conn: Connection, subject_ids: Sequence[str], limit: int) -> list[Entry]:
    return [one for one in journal.last_about(conn, subject_ids, limit) if one.type != "data_read"]


def _about_rota(conn: Connection, centre_id: str, limit: int) -> list[Entry]:
    marks = ", ".join("?" * len(_MOVE_ROTA))
    return journal.JOURNAL.entries(
        conn,
        f"e.type IN ({marks}) AND {_ABOUT_ROTA}",
        (*_MOVE_ROTA, centre_id, centre_id, centre_id, limit),
        tail="ORDER BY e.seq DESC LIMIT ?",
    )


def _told(conn: Connection, entries: Sequence[Entry]) -> StaleRevision:
    """The error with everyone's last change among the entries, newest first."""
    if not entries:
        return changes.stale([])
    names = traced.named(conn, {one.actor_id for one in entries}, traced.ACTORS)
    told: list[changes.Change] = []
    for one in entries:
        who = names.get(one.actor_id)
        told.append(
            changes.Change(
                one.actor_id,
                one.type,
                one.at,
                kind=who.kind if who else "",
                given_name=who.given_name if who else "",
                name=who.name if who else "",
            )
        )
    return changes.stale(told)
