"""The process that restorations are forked from, each killed before the nth thing it does to files, as a power cut would.

One process for all of them: a new interpreter takes longer to begin than a restoration to be done.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.access.actor import COMMAND_LINE
from app.core.clock import system_clock
from app.services.keeping.restore_backup import restore_backup
from app.store.folder import DataFolder

ROOT = Path(__file__).parents[2]
KILLED = 9
"""How a restoration ends that was cut short; 0 when it came to its end before."""

CutShort = Callable[[int, Path, Path], int]
"""Restore this copy into this folder, killed before the nth event; returns how it ended."""


@contextmanager
def restorations(*events: str, within: bool = False) -> Iterator[CutShort]:
    """Cuts restorations short at audit events of these names; ``within``: only those that name the folder."""
    command = [sys.executable, "-m", "tests.services.restorer", json.dumps([events, within])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        asks, answers = nursery.stdin, nursery.stdout

        def cut_short(place: int, copy: Path, folder: Path) -> int:
            print(json.dumps([place, str(copy), str(folder)]), file=asks, flush=True)
            return int(answers.readline())

        yield cut_short
        asks.close()


def _restores(events: list[str], within: bool, place: int, copy: str, path: str) -> None:
    """In a child of its own: this process does nothing else afterwards."""
    seen = 0

    def watch(event: str, given: object) -> None:
        nonlocal seen
        if event in events and (not within or path in str(given)):
            seen += 1
            if seen == place:
                os._exit(KILLED)

    sys.addaudithook(watch)
    restore_backup(COMMAND_LINE, Path(copy), DataFolder(Path(path)), system_clock)


def _born(events: list[str], within: bool, place: int, copy: str, path: str) -> int:
    """Fork one, and wait for its end."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    ended = 1
    try:
        _restores(events, within, place, copy, path)
        ended = 0
    except BaseException as failed:
        sys.excepthook(type(failed), failed, failed.__traceback__)
    finally:
        os._exit(ended)


if __name__ == "__main__":
    EVENTS, WITHIN = json.loads(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(f"{_born(EVENTS, WITHIN, *json.loads(line))}\n")
        sys.stdout.flush()
