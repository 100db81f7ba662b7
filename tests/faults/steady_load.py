"""A process that goes on under faults: ``python -m tests.faults.steady_load FOLDER``, the four writers of the mixed load.

Each line it prints is what a use case acknowledged, or the fault that a sentence told (« refused full »), or what no
sentence told (« unclear … »). A line read is the clock from now on, in seconds from :data:`THURSDAY`; at the end of the
lines every writer ends what it is doing, so that each write is either acknowledged or refused.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from app.core.errors import ReleveError
from app.store import database, lent
from app.store.database import Store, open_store
from app.store.faults import StorageFault
from tests.builders import THURSDAY, MovingClock
from tests.faults.mixed_load import Tell, claims, entries, imports, publications

PATIENCE = "PRAGMA busy_timeout=50"
"""Milliseconds that a writer waits for a lock here, in place of seconds: many locks in one series."""

BREATH_SECONDS = 0.01
LONGEST_END_SECONDS = 20.0


class Ended(Exception):
    """Raised in a writer once it has acknowledged its last write."""


def again(kind: Callable[[Store, Tell], None], store: Store, tell: Tell) -> None:
    """Begin anew after each refusal, as the people in front of the screens do."""
    while True:
        try:
            kind(store, tell)
        except Ended:
            return
        except StorageFault as refusal:
            tell(f"refused {refusal.fault}")
        except ReleveError as refusal:
            tell(f"told {type(refusal).__name__}: {refusal}")
        except Exception as error:
            tell(f"unclear {type(error).__name__}: {error}")
        else:
            return
        time.sleep(BREATH_SECONDS)


def main() -> None:
    """Until the input ends, and then until each writer has ended."""
    database.PRAGMAS = tuple(PATIENCE if "busy_timeout" in one else one for one in database.PRAGMAS)  # type: ignore[assignment]
    clock, ending = MovingClock(), threading.Event()
    served = open_store(Path(sys.argv[1]), clock)
    lent.use(lent.Lent(served.folder.database))

    # The same folder by another name: a connection opened for each write, as commands do, beside those that a server keeps.
    home = TemporaryDirectory()
    link = Path(home.name) / "releve"
    link.symlink_to(served.folder.path.resolve())
    beside = open_store(link, clock)

    def tell(line: str) -> None:
        os.write(1, f"{' '.join(line.split())}\n".encode())
        if ending.is_set():
            raise Ended

    def write(kind: Callable[[Store, Tell], None], store: Store) -> None:
        try:
            again(kind, store, tell)
        except Ended:
            return

    writers = [
        threading.Thread(target=write, args=(kind, store), daemon=True)
        for kind, store in ((imports, beside), (publications, served), (claims, served), (entries, beside))
    ]
    for writer in writers:
        writer.start()
    for line in sys.stdin:
        clock.at = THURSDAY + timedelta(seconds=float(line))
    ending.set()
    for writer in writers:
        writer.join(LONGEST_END_SECONDS)
    os.write(1, b"ended\n")
    home.cleanup()


if __name__ == "__main__":
    main()
