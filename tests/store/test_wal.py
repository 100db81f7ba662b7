"""The write-ahead log of a served folder: what was removed leaves the disk, at the latest with the next quiet round."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.services.keeping.scheduler import Scheduler
from app.store import community, lent
from app.store.database import Store, open_store
from app.store.wal import empty_log

SECRET = "Fictif-Kerduff"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A folder served as the server does, in which a name was written, then another in its place."""
    found = open_store(tmp_path / "releve")
    lent.use(lent.Lent(found.folder.database))
    for name in (SECRET, "Redon"):
        with found.transaction() as conn:
            community.write(conn, community.Community(name=name))
    yield found
    lent.use(None)


def on_the_disk(store: Store) -> bool:
    """Whether the name stands in the database or in what SQLite keeps beside it."""
    files = store.folder.path.glob(f"{store.folder.database.name}*")
    return any(SECRET.encode() in path.read_bytes() for path in files)


def test_emptied_it_says_nothing_any_more(store: Store) -> None:
    """Connections that stay open keep it full; emptying it does not need them to end."""
    assert on_the_disk(store)
    assert empty_log(store)
    assert not on_the_disk(store)
    assert empty_log(store)


def test_a_reader_holds_it_and_the_next_time_takes_it(store: Store) -> None:
    """Nothing waits for ever: it says that it could not, and can once the reader has left."""
    with store.reading() as conn:
        community.read(conn)
        with store.transaction() as other:
            community.write(other, community.Community(name="Auray"))
        assert not empty_log(store, patience_seconds=0)
        assert on_the_disk(store)
    assert empty_log(store, patience_seconds=0)
    assert not on_the_disk(store)


def test_each_round_of_the_scheduler_empties_it(store: Store) -> None:
    """Nobody has to ask: a served folder is cleaned as long as it is served."""
    assert on_the_disk(store)
    scheduler = Scheduler(store)
    scheduler.start()
    assert appears(lambda: not on_the_disk(store))
    scheduler.stop()


def appears(happens: Callable[[], bool]) -> bool:
    """Whether something comes true before long."""
    until = time.monotonic() + 30
    while not happens():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
