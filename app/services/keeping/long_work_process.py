"""One process beside the server that computes, as the server sees it: begun, given one task at a time, ended at once.

It is started by the address of its code and never by copying this process: Streamlit puts the screens' script in the
place of the main module, which the standard library's own pools would run again in each of their processes. It leads a
group of its own, so that processes a task starts end with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import N_, ReleveError
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[[int, int], None]
    """Hears how much is done, out of how much."""
    Task = Callable[[Tell], object]
    """What can be pickled and called elsewhere: it reads no folder and writes nothing."""

BOOT = "import sys; sys.path[:0] = [sys.argv[1]]; from app.services.keeping.long_work_child import obey; obey(int(sys.argv[2]))"
ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 5.0
"""How long an ended process may take to be gone from the system's list."""


class WorkCutShort(ReleveError):
    """The process that computed is gone. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Told:
    """So much is done, out of how much."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the task gave."""

    value: object


@dataclass(frozen=True, slots=True)
class Refused:
    """An expected error of the task, in parts: such errors are not made of positions alone, as pickling wants them."""

    kind: type[ReleveError]
    message: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class Broke:
    """A bug in the task: where, for the log."""

    trace: str


class WorkProcess:
    """The process and the line to it. One thread at a time gives it work; any thread may end it."""

    def __init__(self) -> None:
        self._line, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", BOOT, str(ROOT), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    @property
    def id(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def run(self, task: Task, tell: Tell) -> object:
        """What the task gives, in the current language. Raises what it refuses, WorkCutShort when the process is gone,
        RuntimeError for a bug."""
        try:
            self._line.send((language(), task))
            while isinstance(heard := self._line.recv(), Told):
                tell(heard.done, heard.of)
        except (EOFError, OSError):
            self.end()
            raise WorkCutShort(
                N_(
                    "Le calcul s’est arrêté avant la fin ; rien n’a été écrit. Relancez-le ; s’il s’arrête encore, ce poste manque peut-être de mémoire."
                )
            ) from None
        if isinstance(heard, Refused):
            raise heard.kind(heard.message, **heard.data)
        if isinstance(heard, Broke):
            raise RuntimeError(heard.trace)
        assert isinstance(heard, Answer)
        return heard.value

    def end(self) -> None:
        """Kill the process and what it started; its line says so to whoever listens. Ended twice is ended."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE_SECONDS)
