"""Tasks for the processes that compute: small, told from each other, and importable there."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import InvalidInput
from app.words import language

Tell = Callable[[int, int], None]
LONG_SECONDS = 300.0


@dataclass(frozen=True)
class Doubled:
    """Twice a number, told half-way."""

    number: int

    def __call__(self, tell: Tell) -> int:
        tell(1, 2)
        return 2 * self.number


@dataclass(frozen=True)
class WhoComputes:
    """The process it runs in."""

    def __call__(self, _tell: Tell) -> int:
        return os.getpid()


@dataclass(frozen=True)
class WhichLanguage:
    """The language its sentences would be in."""

    def __call__(self, _tell: Tell) -> str:
        return language()


@dataclass(frozen=True)
class Endless:
    """Writes its process and that of a child of its own, then goes on for ever."""

    file: Path

    def __call__(self, tell: Tell) -> None:
        child = subprocess.Popen(["sleep", str(LONG_SECONDS)])
        tell(3, 10)
        part = self.file.with_suffix(".part")
        part.write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
        part.rename(self.file)
        time.sleep(LONG_SECONDS)


@dataclass(frozen=True)
class Killed:
    """Its process is killed by the system, as when memory lacks."""

    def __call__(self, _tell: Tell) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class RefusedTask:
    """An expected error."""

    def __call__(self, _tell: Tell) -> None:
        raise InvalidInput("Trop de {things}.", things="lignes")


@dataclass(frozen=True)
class Bug:
    """A fault of the product."""

    def __call__(self, _tell: Tell) -> None:
        raise ZeroDivisionError
