"""The journal can be read and erased, never rewritten unseen."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.store import journal
from app.store.database import Store, open_store

AT = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)


def a_journal(tmp_path: Path) -> Store:
    store = open_store(tmp_path)
    with store.transaction() as conn:
        for number in range(3):
            journal.write(conn, AT, "coordination", "seat_placed", f"seat-{number}", {"n": number})
    return store


def test_entries_read_back_newest_first(tmp_path: Path) -> None:
    """What was written is what is read."""
    with a_journal(tmp_path).reading() as conn:
        entries = journal.recent(conn)
    assert entries[0] == journal.Entry(3, AT, "coordination", "seat_placed", "seat-2", {"n": 2})
    assert [entry.seq for entry in entries] == [3, 2, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor_id = 'x'",
        "DELETE FROM journal",
        "DELETE FROM journal_payload",
        "UPDATE journal_payload SET payload = '{}'",
    ],
)
def test_nothing_rewrites_the_journal(tmp_path: Path, statement: str) -> None:
    """The triggers refuse updates and deletions."""
    store = a_journal(tmp_path)
    with pytest.raises(sqlite3.IntegrityError), store.transaction() as conn:
        conn.execute(statement)


def test_erasing_a_payload_keeps_the_chain(tmp_path: Path) -> None:
    """A blanked payload is the one change allowed, and the chain still holds."""
    store = a_journal(tmp_path)
    with store.transaction() as conn:
        conn.execute("UPDATE journal_payload SET payload = NULL, salt = NULL WHERE seq = 2")
    with store.reading() as conn:
        assert journal.problems(conn) == []
        assert journal.recent(conn)[1].payload is None


@pytest.mark.parametrize(
    ("trigger", "statement", "broken"),
    [
        ("journal_no_update", "UPDATE journal SET actor_id = 'x' WHERE seq = 2", ["2"]),
        ("journal_no_delete", "DELETE FROM journal WHERE seq = 2", ["3"]),
        ("journal_payload_blank_only", "UPDATE journal_payload SET payload = '{}' WHERE seq = 3", ["3"]),
    ],
)
def test_tampering_behind_the_triggers_is_found(
    tmp_path: Path, trigger: str, statement: str, broken: list[str]
) -> None:
    """With the trigger dropped the change passes, and the chain tells where."""
    store = a_journal(tmp_path)
    with store.transaction() as conn:
        conn.execute(f"DROP TRIGGER {trigger}")
        conn.execute(statement)
    with store.reading() as conn:
        assert journal.problems(conn) == broken
