"""Faults under a load that goes on: the disk fills, another program holds the base, the folder closes, the clock jumps.

One process writes (:mod:`tests.faults.steady_load`); from outside, a fault begins at a drawn moment, lasts until somebody
was refused, and ends. Then what was acknowledged must be there whole, and what was refused must not be there at all.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from app.access.actor import COMMAND_LINE
from app.core.clock import fixed_clock
from app.services.keeping.back_up import back_up
from app.services.keeping.check_folder import check_folder
from app.store import log, people
from app.store.database import Store
from app.store.faults import StorageFault
from app.store.folder import DataFolder
from tests.builders import THURSDAY
from tests.faults.at_work import LARGEST_FILE
from tests.faults.kills import KINDS, ROOT, missing
from tests.faults.mixed_load import a_busy_folder
from tests.faults.suffered import Suffered

PATIENCE_SECONDS = 60.0
LONGEST_LULL_SECONDS = 0.08
"""Between two faults the load works alone for a drawn time up to there, and a fault lasts as long once it was felt."""

PUT_BACK = (
    2,
    90,
    3600,
    3601,
    7200,
    86_400,
    2 * 86_400,
    30 * 86_400,
    366 * 86_400,
    20 * 366 * 86_400,
    56 * 366 * 86_400,
)
"""Seconds: a correction of the network's time, the hour of winter, a wrong day, a dead battery (2006, 1970)."""

PUT_FORWARD = (2, 90, 900)
"""The next faults start from there: a clock that has run ahead stays ahead, until it is put back."""

TOLD_FROM_SECONDS = 300
"""A clock put back by more is told by ``releve check`` (:data:`app.services.keeping.check_folder.CLOCKS_DIFFER`)."""


@dataclass
class Load:
    """The process that writes, and what it has said so far."""

    process: subprocess.Popen[str]
    folder: Path
    lines: list[str] = field(default_factory=list)
    said: threading.Condition = field(default_factory=threading.Condition)
    now: int = 0
    """Seconds from Thursday to the load's clock, when no fault puts it back."""

    def listen(self) -> None:
        """Keep each line, until the process ends."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self.said:
                self.lines.append(line.removesuffix("\n"))
                self.said.notify_all()

    def awaits(self, *beginnings: str, since: int) -> None:
        """Until a line after the first ``since`` begins so."""
        with self.said:
            heard = self.said.wait_for(
                lambda: any(line.startswith(beginnings) for line in self.lines[since:]), PATIENCE_SECONDS
            )
        assert heard, f"nobody says {beginnings} after {self.lines[-5:]}"

    def set_clock(self, seconds: int) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()


@contextmanager
def a_load(folder: Path) -> Iterator[Load]:
    """The load at work for the time of the block; every writer has ended at its end."""
    command = [sys.executable, "-m", "tests.faults.as_anyone", "tests.faults.steady_load", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        load = Load(process, folder)
        ear = threading.Thread(target=load.listen)
        ear.start()
        try:
            load.awaits(*KINDS, since=0)
            yield load
        finally:
            assert process.stdin is not None
            with suppress(BrokenPipeError):
                process.stdin.close()
            ear.join()


def full_disk(load: Load, drawn: random.Random) -> None:
    """No file may grow past a drawn size, which falls within the write-ahead log: a transaction may be cut in its midst."""
    wal = load.folder / "releve.sqlite3-wal"
    longest = wal.stat().st_size if wal.exists() else 0
    room = drawn.randint(LARGEST_FILE, max(longest, 2 * LARGEST_FILE))
    began = len(load.lines)
    _soft, hard = resource.prlimit(load.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(load.process.pid, resource.RLIMIT_FSIZE, (room, hard))
    try:
        load.awaits("refused", "unclear", since=began)
        time.sleep(drawn.uniform(0, LONGEST_LULL_SECONDS))
    finally:
        resource.prlimit(load.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


def locked_base(load: Load, drawn: random.Random) -> None:
    """Another program holds the base for longer than anybody waits."""
    with closing(sqlite3.connect(load.folder / "releve.sqlite3", isolation_level=None, timeout=30)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        load.awaits("refused", "unclear", since=len(load.lines))
        time.sleep(drawn.uniform(0, LONGEST_LULL_SECONDS))
        holder.execute("ROLLBACK")


def closed_folder(load: Load, drawn: random.Random) -> None:
    """The folder and the base may be read and not written, as a disk mounted again for reading."""
    held = [load.folder, *(load.folder / f"releve.sqlite3{end}" for end in ("", "-wal", "-shm"))]
    modes = {path: path.stat().st_mode for path in held if path.exists()}
    try:
        for path in modes:
            with suppress(FileNotFoundError):
                path.chmod(modes[path] & ~0o222)
        load.awaits("refused", "unclear", since=len(load.lines))
        time.sleep(drawn.uniform(0, LONGEST_LULL_SECONDS))
    finally:
        for path in modes:
            with suppress(FileNotFoundError):
                path.chmod(modes[path])


def jumping_clock(load: Load, drawn: random.Random) -> None:
    """Forward for good, or back for a while; the work goes on either way, and the check tells a clock put back."""
    if drawn.random() < 0.3:
        load.now += drawn.choice(PUT_FORWARD)
        load.set_clock(load.now)
        load.awaits(*KINDS, since=len(load.lines))
        return
    back = drawn.choice(PUT_BACK)
    load.set_clock(load.now - back)
    began = len(load.lines)
    load.awaits("log", since=began)
    load.awaits("import", since=began)
    if back > TOLD_FROM_SECONDS:
        problems = check_folder(COMMAND_LINE, _at(load.folder, load.now - back))
        assert len(problems) == 1, problems
        assert "horloge" in problems[0]
    load.set_clock(load.now)


Strike = Callable[[Load, random.Random], None]
STRIKES: dict[str, Strike] = {
    "disk full": full_disk,
    "base locked": locked_base,
    "folder closed": closed_folder,
    "clock jumps": jumping_clock,
}


def a_living_series(folder: Path, *, each: int, seed: int, check_every: int = 1) -> list[Suffered]:
    """Strike one load ``each`` times with each kind, in a drawn order; check the folder now and then, and at the end.

    What is acknowledged counts for the kind that struck last before it; so does what a check tells.
    """
    began, drawn = time.perf_counter(), random.Random(seed)
    order = [kind for kind in STRIKES for _each in range(each)]
    drawn.shuffle(order)
    a_busy_folder(folder / "data")
    lengths: list[int] = []
    problems: list[tuple[str, str]] = []
    with a_load(folder / "data") as load:
        for count, kind in enumerate(order, 1):
            time.sleep(drawn.uniform(0, LONGEST_LULL_SECONDS))
            lengths.append(len(load.lines))
            STRIKES[kind](load, drawn)
            load.awaits(*KINDS, since=len(load.lines))
            if count % check_every == 0:
                problems += [(kind, told) for told in _checked(load)]
    assert load.lines[-1] == "ended", load.lines[-3:]
    problems += [(order[-1], told) for told in _checked(load)]
    spans = [*zip(order, lengths, [*lengths[1:], len(load.lines)], strict=True), (order[0], 0, lengths[0])]
    said = [(kind, line) for kind, first, end in spans for line in load.lines[first:end]]
    return _told(order, said, _at(load.folder, load.now), problems, time.perf_counter() - began)


def _at(folder: Path, seconds: int) -> Store:
    return Store(DataFolder(folder), fixed_clock(THURSDAY + timedelta(seconds=seconds)))


def _checked(load: Load) -> list[str]:
    """What the check tells once a copy was made: entries that a wrong clock dated long ago are not « unsaved »."""
    store, until = _at(load.folder, load.now), time.monotonic() + PATIENCE_SECONDS
    while not _backed_up(store):
        assert time.monotonic() < until, "no copy can be made beside the load"
    return check_folder(COMMAND_LINE, store)


def _backed_up(store: Store) -> bool:
    """Whether a copy was made; on a machine out of breath the load may hold the base for too long."""
    try:
        back_up(COMMAND_LINE, store)
    except StorageFault:
        return False
    return True


def _told(
    order: list[str],
    said: list[tuple[str, str]],
    store: Store,
    problems: list[tuple[str, str]],
    seconds: float,
) -> list[Suffered]:
    acknowledged = [line for _kind, line in said if line.partition(" ")[0] in KINDS]
    lost, halves = missing(store, acknowledged)
    halves = (*halves, *though_refused(store, set(acknowledged)))
    told: list[Suffered] = []
    for kind in STRIKES:
        lines = [line for struck, line in said if struck == kind]
        kept = [line for line in lines if line.partition(" ")[0] in KINDS]
        told.append(
            Suffered(
                kind,
                sum(one == kind for one in order),
                len(kept),
                refused=sum(line.startswith("refused ") for line in lines),
                lost=tuple(line for line in lost if line in kept),
                halves=halves if kind == order[-1] else (),
                problems=tuple(problem for struck, problem in problems if struck == kind),
                unclear=tuple(line for line in lines if line.startswith(("unclear", "told"))),
                seconds=seconds / len(STRIKES),
            )
        )
    return told


def though_refused(store: Store, acknowledged: set[str]) -> list[str]:
    """Entries and people that are there and were never acknowledged: their writer was told that nothing was written."""
    with store.reading() as conn:
        there = {f"import {one.family_name}" for one in people.every(conn) if one.family_name.startswith("LOT-")}
        there |= {f"log {entry.text}" for entry in log.every(conn)}
    return sorted(there - acknowledged)
