"""Tests of app/store/revised.py: who writes second writes nothing, and what was taken away is written no more."""

from __future__ import annotations

import sqlite3

import pytest

from app.core.clock import instant_text
from app.store import revised
from tests.builders import THURSDAY

COLUMNS = ("name", "people")


@pytest.fixture
def conn() -> sqlite3.Connection:
    """One table, as ours are made."""
    made = sqlite3.connect(":memory:")
    made.execute(
        "CREATE TABLE thing (id TEXT PRIMARY KEY, name TEXT, people INTEGER, removed_at TEXT, revision INTEGER NOT NULL DEFAULT 1)"
    )
    return made


def rows(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    return conn.execute("SELECT id, name, people, removed_at, revision FROM thing ORDER BY id").fetchall()


def test_a_row_is_added_once_then_written_over_the_revision_read(conn: sqlite3.Connection) -> None:
    """Two who add the same: the first stands; two who write over the same revision too."""
    assert [revised.put(conn, "thing", COLUMNS, "a", 0, (name, 1)) for name in ("first", "second")] == [True, False]
    assert [revised.put(conn, "thing", COLUMNS, "a", 1, (name, 2)) for name in ("third", "fourth")] == [True, False]
    assert revised.put(conn, "thing", COLUMNS, "b", 1, ("nobody's", 3)) is False
    assert rows(conn) == [("a", "third", 2, None, 2)]


def test_a_row_that_must_be_new_is_refused_when_it_is_not(conn: sqlite3.Connection) -> None:
    """A drawn id that is there already is a fault, not somebody else's writing."""
    assert revised.add(conn, "thing", COLUMNS, "a", ("one", 1))
    with pytest.raises(sqlite3.IntegrityError):
        revised.add(conn, "thing", COLUMNS, "a", ("two", 2))
    assert rows(conn) == [("a", "one", 1, None, 1)]


def test_what_was_taken_away_stays_and_is_written_no_more(conn: sqlite3.Connection) -> None:
    """Taken away once, over the revision read; the row and its day remain."""
    revised.add(conn, "thing", COLUMNS, "a", ("one", 1))
    assert [revised.take_away(conn, "thing", "a", revision, THURSDAY) for revision in (7, 1, 1, 2)] == [
        False, True, False, False,
    ]  # fmt: skip
    assert not revised.write_over(conn, "thing", COLUMNS, "a", 2, ("again", 2), only=revised.STANDS)
    assert rows(conn) == [("a", "one", 1, instant_text(THURSDAY), 2)]
