"""Two people, each in a process of their own, who write over what both have read: one is kept, the other is told.

``python -m tests.faults.two_editors FOLDER ROUNDS`` is the two of them: in each round both read, wait for each other, and
write something different. What each was told, and what stands afterwards, is one line.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.core.clock import fixed_clock
from app.core.errors import StaleRevision
from app.services.keeping.check_folder import check_folder
from app.store.database import Store, open_store
from tests.builders import THURSDAY
from tests.faults.kills import ROOT
from tests.faults.suffered import Suffered
from tests.faults.things import THINGS, a_shared_folder

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

KINDS = tuple(THINGS)
PATIENCE_SECONDS = 60.0


def two_editors(folder: Path, *, rounds: int) -> Suffered:
    """So many rounds: in each one writer is kept, what it wrote stands, the other is told; the journal holds no other."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.faults.two_editors", str(folder / "data"), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=True)
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in done.stdout.splitlines():
        outcome, count, value = line.split(" ", 2)
        said[count][outcome].append(value)
    store = open_store(folder / "data", fixed_clock(THURSDAY))
    kept = [value for outcomes in said.values() for value in outcomes["kept"]]
    return Suffered(
        "two editors", len(said), len(kept), sum(len(one["told"]) for one in said.values()),
        lost=(
            *(f"round {n}: {one['kept']} kept" for n, one in said.items() if len(one["kept"]) != 1),
            *(f"round {n}: {one['there']} stands" for n, one in said.items() if one["there"] != one["kept"][-1:]),
            *_unmade(store, Counter(value.partition(" ")[0] for value in kept)),
        ),
        problems=tuple(check_folder(COMMAND_LINE, store)),
        unclear=tuple(value for one in said.values() for value in one["unclear"]),
        seconds=time.perf_counter() - began,
    )  # fmt: skip


def _unmade(store: Store, kept: Counter[str]) -> list[str]:
    """Writings that the journal holds and nobody was told they made, or the other way round."""
    with store.reading() as conn:
        rows = conn.execute("SELECT type, count(*) AS n FROM journal GROUP BY type").fetchall()
    journaled = {row["type"]: row["n"] for row in rows}
    pairs = [(kind, kept[kind], journaled.get(thing.journaled, 0)) for kind, thing in THINGS.items()]
    return [f"{kind}: {told} kept, {written} journaled" for kind, told, written in pairs if told != written]


def edit(folder: Path, rounds: int, me: int, meet: Barrier) -> None:
    """One of the two, from the first round to the last."""
    store = open_store(folder, fixed_clock(THURSDAY))
    for count in range(rounds):
        kind = KINDS[count % len(KINDS)]
        write = THINGS[kind].seen(store, count, me)
        meet.wait(PATIENCE_SECONDS)
        try:
            value = write()
            _say("kept" if value else "told", count, kind, value)
        except StaleRevision:
            _say("told", count, kind)
        except Exception as error:
            _say("unclear", count, kind, f"{type(error).__name__}: {error}")
        meet.wait(PATIENCE_SECONDS)
        if me == 0:
            _say("there", count, kind, THINGS[kind].there(store, count))
        meet.wait(PATIENCE_SECONDS)


def _say(outcome: str, count: int, kind: str, value: str = "") -> None:
    os.write(1, f"{outcome} {count} {kind} {' '.join(value.split())}\n".encode())


def main() -> None:
    """Both are born of one process, which has read every module."""
    folder, rounds, context = Path(sys.argv[1]), int(sys.argv[2]), get_context("fork")
    a_shared_folder(folder, places=rounds)
    meet = context.Barrier(2)
    both = [context.Process(target=edit, args=(folder, rounds, me, meet)) for me in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    sys.exit(max(one.exitcode or 0 for one in both))


if __name__ == "__main__":
    main()
