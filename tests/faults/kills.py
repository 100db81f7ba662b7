"""The kill harness: a process of many writers killed (SIGKILL) at random, again and again, and what stands after each."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.access.actor import COMMAND_LINE
from app.services.keeping.check_folder import check_folder
from app.store import centres, log, people, seats, sessions, versions
from app.store.database import Connection, Store
from tests.faults.mixed_load import BATCH, CLAIMED, a_busy_folder

ROOT = Path(__file__).parents[2]
KINDS = ("import", "publish", "claim", "log")
"""What :mod:`tests.faults.mixed_load` acknowledges; each life waits for another one of them."""

LONGEST_LIFE_SECONDS = 0.4
"""A process is killed at a moment drawn up to there after it acknowledged what was awaited of it."""

AT_ONCE = 0.15
"""Share of the processes killed without waiting for one: while they open the folder."""

OPENING_SECONDS = 0.05
WATCHED_SECONDS = 60.0


@dataclass(frozen=True)
class Toll:
    """What the kills did. ``problems`` are those of ``releve check``; ``lost`` was acknowledged and is not there."""

    kills: int
    acknowledged: Counter[str]
    problems: tuple[str, ...]
    lost: tuple[str, ...]
    halves: tuple[str, ...]
    """Batches of which only some people are there."""
    output: str
    seconds: float


def a_killed_load(folder: Path, *, kills: int, seed: int, check_every: int = 1) -> Toll:
    """Kill the mixed load so many times over one folder; check it after every ``check_every`` kills and at the end."""
    began, drawn = time.perf_counter(), random.Random(seed)
    store, acknowledged = a_busy_folder(folder / "data"), folder / "acquis.txt"
    acknowledged.touch()
    problems: list[str] = []
    command = [sys.executable, "-m", "tests.faults.mixed_load", str(folder / "data"), str(acknowledged)]
    with (
        (folder / "sortie.txt").open("w") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT
        ) as nursery,
    ):
        for count in range(1, kills + 1):
            _one_life(nursery, acknowledged, drawn, KINDS[count % len(KINDS)])
            if count % check_every == 0 or count == kills:
                problems += check_folder(COMMAND_LINE, store)
        assert nursery.stdin is not None
        nursery.stdin.close()
    lines = acknowledged.read_text(encoding="utf-8").splitlines()
    lost, halves = missing(store, lines)
    return Toll(
        kills,
        Counter(line.split(" ")[0] for line in lines),
        tuple(problems),
        lost,
        halves,
        (folder / "sortie.txt").read_text(encoding="utf-8"),
        time.perf_counter() - began,
    )


def _one_life(nursery: subprocess.Popen[str], acknowledged: Path, drawn: random.Random, awaited: str) -> None:
    """A process from its start to its end, at the earliest once it has written something of the awaited kind."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    before = acknowledged.stat().st_size
    nursery.stdin.write("vis\n")
    nursery.stdin.flush()
    child = int(nursery.stdout.readline())
    if drawn.random() < AT_ONCE:
        time.sleep(drawn.uniform(0, OPENING_SECONDS))
    else:
        until = time.monotonic() + WATCHED_SECONDS
        while f"{awaited} ".encode() not in acknowledged.read_bytes()[before:]:
            assert time.monotonic() < until, f"no {awaited} is ever written"
            time.sleep(0.002)
        time.sleep(drawn.uniform(0, LONGEST_LIFE_SECONDS))
    os.kill(child, signal.SIGKILL)
    assert nursery.stdout.readline() == "ended\n"


def missing(store: Store, lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was acknowledged and is not there, and batches that were cut."""
    with store.reading() as conn:
        batches = Counter(one.family_name for one in people.every(conn) if one.family_name.startswith("LOT-"))
        there = {f"import {batch}" for batch, count in batches.items() if count == BATCH}
        there |= {f"log {entry.text}" for entry in log.every(conn)}
        there |= {f"publish {number}" for number in range(1, _last_version(conn) + 1)}
        claimed = [seat for one in sessions.of_centre(conn, CLAIMED) for seat in seats.of_session(conn, one.id)]
        there |= {f"claim {seat.id} {seat.holder.person_id}" for seat in claimed}
    halves = tuple(batch for batch, count in sorted(batches.items()) if count != BATCH)
    # A version published twice under one number was lost in between.
    return tuple(line for line, count in Counter(lines).items() if line not in there or count > 1), halves


def _last_version(conn: Connection) -> int:
    rota = next(one.id for one in centres.every(conn) if one.id != CLAIMED)
    found = versions.latest(conn, rota)
    return found.number if found else 0
