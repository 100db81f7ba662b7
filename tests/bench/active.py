"""Screens at work, in a process of their own: signed-in sessions that go from screen to screen until they are told to stop.

    python -m tests.bench.active PORT TOKEN…      prints « ready », then {"waits": […], "faults": n} once its input ends

Each waits one to three seconds between two gestures, as people do. They stand for browsers on other machines: this process
gives way to the server's and to whoever measures (``nice``).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench.a_tab import Tab
from tests.bench.rows import quantile
from tests.bench.sessions import SCREENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass
class Active:
    """What the screens saw, once they stopped: the seconds of each gesture, and screens with an error."""

    waits: list[float] = field(default_factory=list)
    faults: int = 0

    def at(self, share: float) -> float:
        """Milliseconds that this share of the gestures did not exceed."""
        return round(quantile(self.waits, share) * 1000)


@contextmanager
def active(port: int, tokens: Sequence[str]) -> Iterator[Active]:
    """One session for each token at work within the block, each with its first screen drawn; none for no token."""
    seen = Active()
    if not tokens:
        yield seen
        return
    command = [sys.executable, "-m", "tests.bench.active", str(port), *tokens]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("the screens did not start")
        yield seen
        process.stdin.close()
        said = json.loads(process.stdout.readline())
        seen.waits, seen.faults = said["waits"], said["faults"]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _work(port: int, tokens: Sequence[str]) -> dict[str, object]:
    over, ready = threading.Event(), threading.Barrier(len(tokens) + 1)
    with ThreadPoolExecutor(len(tokens)) as crowd:
        going = [crowd.submit(_wander, port, token, rank, ready, over) for rank, token in enumerate(tokens)]
        ready.wait()
        print("ready", flush=True)
        sys.stdin.read()
        over.set()
        found = [one.result() for one in going]
    return {
        "waits": [wait for waits, _faults in found for wait in waits],
        "faults": sum(faults for _waits, faults in found),
    }


def _wander(
    port: int, token: str, seed: int, ready: threading.Barrier, over: threading.Event
) -> tuple[list[float], int]:
    chance, waits = random.Random(seed), list[float]()
    with Tab(port, token) as tab:
        tab.open(*SCREENS[seed % len(SCREENS)])
        ready.wait()
        while not over.wait(chance.uniform(1, 3)):
            waits.append(tab.open(*chance.choice(SCREENS)))
        return waits, tab.faults


if __name__ == "__main__":
    os.nice(10)
    print(json.dumps(_work(int(sys.argv[1]), sys.argv[2:])), flush=True)
