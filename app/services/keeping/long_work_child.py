"""What runs in the process that computes: tasks one after the other, until nobody asks any more or the server is gone."""

from __future__ import annotations

import os
import pickle
import signal
import time
import traceback
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from app.core.errors import ReleveError
from app.services.keeping.long_work_process import Answer, Broke, Refused, Told
from app.words import use_language

if TYPE_CHECKING:
    from app.services.keeping.long_work_process import Task

IDLE_SECONDS = 600.0
"""How long it waits for the next task: what it imported takes some 100 MB and a second to read again."""
TELLING_SECONDS = 0.2
NICENESS = 10
"""Screens come first where cores are few."""


def obey(descriptor: int) -> None:
    """Serve the line with that number until it has been idle too long; the end of the line is the end of the process."""
    os.nice(NICENESS)
    line: Connection = Connection(descriptor)
    given: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(line, given), daemon=True).start()
    while True:
        try:
            asked = given.get(timeout=IDLE_SECONDS)
        except Empty:
            return
        line.send_bytes(_answer(asked, line))


def _listen(line: Connection, given: SimpleQueue[bytes]) -> None:
    """While a task runs, only this thread can see the server go."""
    try:
        while True:
            given.put(line.recv_bytes())
    except (EOFError, OSError):
        os.killpg(0, signal.SIGKILL)


def _answer(asked: bytes, line: Connection) -> bytes:
    """What came of it, ready to be sent; whatever went wrong is an answer too, or the server would wait for ever."""
    latest = 0.0

    def tell(done: int, of: int) -> None:
        nonlocal latest
        if time.monotonic() - latest >= TELLING_SECONDS:
            latest = time.monotonic()
            line.send(Told(done, of))

    try:
        given: tuple[str, Task] = pickle.loads(asked)  # our own server wrote it, on a line that nobody else holds
        spoken, task = given
        with use_language(spoken):
            return pickle.dumps(Answer(task(tell)))
    except ReleveError as error:
        return pickle.dumps(Refused(type(error), error.message, error.data))
    except Exception:
        return pickle.dumps(Broke(traceback.format_exc()))
