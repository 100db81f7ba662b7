"""Connections kept between readings: one state each time, one holder at a time, none for another file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest

from app.store import community, lent
from app.store.database import Store, connect, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A folder served with kept connections."""
    found = open_store(tmp_path / "releve")
    lent.use(lent.Lent(found.folder.database))
    yield found
    lent.use(None)


def name_in(store: Store) -> str:
    with store.reading() as conn:
        return community.read(conn).name


def test_a_kept_connection_sees_what_was_written_since(store: Store) -> None:
    """Each reading is a state of its own, whoever wrote in between."""
    assert name_in(store) == community.Community().name
    with store.transaction() as conn:
        community.write(conn, community.Community(name="Redon"))
    assert name_in(store) == "Redon"


def test_it_is_the_same_connection_that_serves_again(store: Store) -> None:
    """One after the other, readings in any thread take the one that came back."""
    held: list[sqlite3.Connection] = []

    def read() -> None:
        with store.reading() as conn:
            held.append(conn)

    for _time in range(3):
        one = Thread(target=read)
        one.start()
        one.join()
    assert [conn is held[0] for conn in held] == [True, True, True]
    assert not held[0].in_transaction


def test_two_readers_at_once_never_share_one(store: Store) -> None:
    """Each thread holds its own for the length of its block, more of them than are kept too."""
    several = lent.MOST + 4
    together, held = Barrier(several), list[int]()

    def read() -> None:
        with store.reading() as conn:
            held.append(id(conn))
            together.wait(10)

    threads = [Thread(target=read) for _one in range(several)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(held)) == several


def test_a_reading_that_failed_takes_its_connection_with_it(store: Store) -> None:
    """What went wrong once serves nobody again."""
    with pytest.raises(sqlite3.OperationalError), store.reading() as failed:
        failed.execute("SELECT * FROM nothing_of_ours")
    with pytest.raises(sqlite3.ProgrammingError):
        failed.execute("SELECT 1")
    assert name_in(store) == community.Community().name


def test_what_is_refused_in_a_transaction_is_not_there_for_the_next(store: Store) -> None:
    """A write given up half-way leaves nothing, on the connection that comes after it either."""

    def give_up() -> None:
        with store.transaction() as conn:
            community.write(conn, community.Community(name="À moitié"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        give_up()
    assert name_in(store) == community.Community().name
    with store.transaction() as conn:
        community.write(conn, community.Community(name="Redon"))
        written_by = conn
    with store.reading() as conn:
        assert conn is written_by
        assert community.read(conn).name == "Redon"


def test_another_file_in_its_place_is_read_anew(store: Store, tmp_path: Path) -> None:
    """A database put where the kept one stood, and another folder's, have connections of their own."""
    assert name_in(store) == community.Community().name
    other = open_store(tmp_path / "other")
    with other.transaction() as conn:
        community.write(conn, community.Community(name="Autre"))
    assert name_in(other) == "Autre"
    with connect(other.folder.database) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.folder.database.replace(store.folder.database)
    assert lent.of(store.folder.database) is None
    assert name_in(store) == "Autre"


def test_once_over_nothing_stays_open(store: Store) -> None:
    """The end of the server closes those kept, and those that come back later."""
    kept = lent.of(store.folder.database)
    assert kept is not None
    with store.reading() as late:
        lent.use(None)
        assert late.execute("SELECT 1").fetchone()[0] == 1
    with pytest.raises(sqlite3.ProgrammingError):
        late.execute("SELECT 1")
