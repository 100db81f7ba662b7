"""What the server holds for good is left out of the garbage collector's rounds: going through it again took 0.2 s, in everyone's way.

Measured at 600 people: 150 to 190 ms of the slowest searches' 230 to 270 were one full round over modules that never go.
"""

from __future__ import annotations

import gc
import sys
from threading import Event, Thread

LOOKS_EVERY_SECONDS = 10.0


def settle() -> None:
    """Collect what is garbage now, then hold the rest for permanent. What is let go later is still freed by its count."""
    gc.collect()
    gc.freeze()


def settle_once_imported(module: str) -> Event:
    """Settle when that module is there for a while: what it needs is imported with it. Setting the event gives that up."""
    given_up = Event()
    Thread(target=_watch, args=(module, given_up), name="releve-memory", daemon=True).start()
    return given_up


def _watch(module: str, given_up: Event) -> None:
    there = False
    while not given_up.wait(LOOKS_EVERY_SECONDS):
        if there:
            settle()
            return
        # One more wait: it may be half-way through what it imports.
        there = module in sys.modules
