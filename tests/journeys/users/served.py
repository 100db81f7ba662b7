"""The servers of the four users: a Monday evening in November, whatever the day of the run, on a folder of their own."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.access.links import token_of
from app.core.clock import fixed_clock, paris_instant
from app.services.demo.build_demo import build_demo
from app.services.demo.demo_accounts import create, listed
from app.store import links
from app.store.database import open_store
from tests.journeys.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.access.links import Subject
    from app.store.database import Store

PUBLISHED_ON = date(2026, 11, 29)
TOMORROW = date(2026, 12, 1)
EVENING = paris_instant(date(2026, 11, 30), time(18))
"""Somebody who is to be there tomorrow at nine calls off; outside of the quiet hours."""

LAUNCH = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from app import server
ahead, opened = timedelta(seconds=float(sys.argv[2])), server.open_store
server.open_store = lambda folder: opened(folder, lambda: datetime.now(UTC) + ahead)
server.serve(Path(sys.argv[1]), "127.0.0.1", 0, announce=lambda address: print(address, flush=True))
"""


@dataclass(frozen=True)
class Evening:
    """A folder that is served: its address, and the folder itself, at the hour of the server."""

    address: str
    store: Store

    def page(self, subject: Subject, room: str = "p") -> str:
        """The address of a page behind a link."""
        key = self.store.folder.key("links")
        with self.store.transaction() as conn:
            link = links.ensure(conn, key, subject, self.store.now())
        return f"{self.address}/{room}/{token_of(key, subject, link.generation)}"

    def password(self, role: str) -> tuple[str, str]:
        """The login and password of a fictional account."""
        return next((one["login"], one["password"]) for one in listed(self.store) if one["role"] == role)


def build_demonstration(folder: Path) -> None:
    """The demonstration as it was published the day before, with its accounts."""
    store = open_store(folder, fixed_clock(paris_instant(PUBLISHED_ON, time(17))))
    build_demo(COMMAND_LINE, store, PUBLISHED_ON)
    create(COMMAND_LINE, store)


@contextmanager
def served(folder: Path, log: Path) -> Iterator[Evening]:
    """Serve a folder from that evening on, its clock running."""
    ahead = EVENING - datetime.now(UTC)
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(folder), str(ahead.total_seconds())],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        assert address, log.read_text()[-2000:]
        yield Evening(address, open_store(folder, lambda: datetime.now(UTC) + ahead))
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()
