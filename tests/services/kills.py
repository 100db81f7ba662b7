"""The kill harness: a sender killed at random points over one queue and one server, started again until nothing waits."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import system_clock
from app.mobilisation.message import MessageState
from app.mobilisation.outbox import Queued, state_text
from app.store import messages
from app.store.database import open_store
from tests.services.a_queue import a_community, a_message, queue, someone

ROOT = Path(__file__).parents[2]
LONGEST_LIFE_SECONDS = 0.06
"""A sender is killed at a moment drawn up to there after the server took its first message: a few messages later."""

AT_ONCE = 0.2
"""Share of the senders that are killed without waiting for a first message: while they mend or connect."""

WATCHED_SECONDS = 600


@dataclass(frozen=True)
class Toll:
    """What became of a wave: how often each Message-ID was taken, what the outbox says, and how it went."""

    taken: Counter[str]
    held: dict[str, Queued]
    kills: int
    output: str
    seconds: float

    @property
    def lost(self) -> set[str]:
        """Messages that the server never took."""
        return set(self.held) - set(self.taken)

    @property
    def strangers(self) -> set[str]:
        """Texts taken that nobody queued."""
        return set(self.taken) - set(self.held)

    @property
    def doubled(self) -> set[str]:
        """Messages taken more than once, which a server that deduplicates keeps once."""
        return {id for id, count in self.taken.items() if count > 1}

    @property
    def said_uncertain(self) -> set[str]:
        """Messages that the coordinator sees as « envoi incertain, renvoyé »."""
        return {id for id, one in self.held.items() if state_text(one.message) == "envoi incertain, renvoyé"}

    @property
    def unsent(self) -> set[str]:
        return {id for id, one in self.held.items() if one.message.state is not MessageState.SENT}


def a_killed_wave(folder: Path, *, kills: int, count: int, seed: int) -> Toll:
    """Send ``count`` messages with a sender killed (SIGKILL) ``kills`` times while it works, then left to end."""
    began, drawn = time.perf_counter(), random.Random(seed)
    store = open_store(folder / "data")
    a_community(store)
    person, now = someone(store), system_clock()
    queue(store, *(a_message(person, created_at=now, due_at=now) for _ in range(count)))
    done = 0
    with a_server(folder / "pris.txt") as port, (folder / "sortie.txt").open("w+") as log:
        while done < kills and _lived(folder, port, log.fileno(), drawn):
            done += 1
        while _lived(folder, port, log.fileno(), None):
            assert time.perf_counter() - began < WATCHED_SECONDS, "the queue never empties"
        output = (folder / "sortie.txt").read_text(encoding="utf-8")
    taken = Counter((folder / "pris.txt").read_text(encoding="utf-8").split())
    with store.reading() as conn:
        held = {one.message.message_id: one for one in messages.recent(conn, limit=count).messages}
    return Toll(taken, held, done, output, time.perf_counter() - began)


@contextmanager
def a_server(file: Path) -> Iterator[int]:
    """The mail server's process; yields its port."""
    command = [sys.executable, "-m", "tests.services.outbox_server", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.kill()


def _lived(folder: Path, port: int, log: int, drawn: random.Random | None) -> bool:
    """Start a sender; kill it at a drawn moment. True when it was killed, False when it ended its work (None: let it)."""
    command = [sys.executable, "-m", "tests.services.outbox_worker", str(folder / "data"), str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    taken = folder / "pris.txt"
    before = taken.stat().st_size
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=environment) as sender:
        assert sender.stdout is not None
        ready = sender.stdout.readline()
        assert ready == "ready\n", "the sender did not start"
        if drawn is None:
            assert sender.wait(WATCHED_SECONDS) == 0
            return False
        begins = drawn.random() < AT_ONCE
        while not begins and taken.stat().st_size == before and sender.poll() is None:
            time.sleep(0.001)
        try:
            assert sender.wait(drawn.uniform(0, LONGEST_LIFE_SECONDS)) == 0
        except subprocess.TimeoutExpired:
            sender.kill()
            return True
    return False
