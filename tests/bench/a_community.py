"""The communities that screens are measured on: the demonstration of today, and one of 600 people over eight weeks.

Each is built once in a run of the bench; whoever asks gets a copy of its folder, to change as they like.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from app.access.actor import COMMAND_LINE
from app.core.clock import fixed_clock, paris_date
from app.core.ids import PersonId, new_id
from app.services.demo import build_demo
from app.services.roster.import_roster import import_people
from app.store import people
from app.store.database import open_store

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store

AT = datetime.now(UTC).replace(microsecond=0)
"""When they were built; the clock of whoever reads them without a server stands there."""

PEOPLE, WEEKS, LINES = 600, 8, 6


def copy_demonstration(into: Path) -> float:
    """A demonstration in a folder; the CPU seconds that building it took, once."""
    built, seconds = _demonstration()
    shutil.copytree(built, into, dirs_exist_ok=True)
    return seconds


def copy_large(into: Path) -> float:
    """A community of 600 people over eight weeks, staffed and published; the CPU seconds that building it took."""
    built, seconds = _large()
    shutil.copytree(built, into, dirs_exist_ok=True)
    return seconds


@cache
def _demonstration() -> tuple[Path, float]:
    return _built()


@cache
def _large() -> tuple[Path, float]:
    with patch.multiple(build_demo, import_people=_and_more, WEEKS=WEEKS, LINES=LINES):
        return _built()


def _built() -> tuple[Path, float]:
    folder = Path(tempfile.mkdtemp(prefix="releve-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    began = time.process_time()
    build_demo.build_demo(COMMAND_LINE, open_store(folder, fixed_clock(AT)), paris_date(AT))
    return folder, time.process_time() - began


def _and_more(actor: Actor, store: Store, *given: Any, **named: Any) -> None:
    """The people of the file, then as many like them as make 600."""
    import_people(actor, store, *given, **named)
    with store.transaction() as conn:
        here = people.every(conn)
        for number in range(PEOPLE - len(here)):
            one, name = here[number % len(here)], f"{here[number % len(here)].family_name}-{number // len(here) + 2}"
            like = replace(one, id=PersonId(new_id()), family_name=name, rpps=None, phone="")
            people.put(conn, like, store.now())
