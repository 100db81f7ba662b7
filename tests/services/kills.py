"""The kill harness: a sender killed at random points over one queue and one server, started again until nothing waits."""

from __future__ import annotations

import os
import random
import select
import signal
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
    with a_server(folder / "pris.txt") as port, senders(folder, port) as nursery:
        while done < kills and _lived(nursery, folder / "pris.txt", drawn):
            done += 1
        assert not _lived(nursery, folder / "pris.txt", None)
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


@contextmanager
def senders(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The process that each sender is forked from; what they complain of goes to ``sortie.txt``."""
    command = [sys.executable, "-m", "tests.services.outbox_worker", str(folder / "data"), str(port)]
    with (
        (folder / "sortie.txt").open("w") as log,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=ROOT, bufsize=0
        ) as nursery,
    ):
        try:
            yield nursery
        finally:
            assert nursery.stdin is not None
            nursery.stdin.close()


def _lived(nursery: subprocess.Popen[bytes], taken: Path, drawn: random.Random | None) -> bool:
    """Start a sender; kill it at a drawn moment. True when it was killed, False when it ended its work (None: let it)."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    before = taken.stat().st_size
    nursery.stdin.write(b"vis\n")
    said = [nursery.stdout.readline(), nursery.stdout.readline()]
    # The sender and the process it comes from write at the same time.
    assert b"ready\n" in said, "the sender did not start"
    sender = int(next(line for line in said if line != b"ready\n"))
    if drawn is not None and drawn.random() >= AT_ONCE:
        while taken.stat().st_size == before and not _says(nursery, 0.001):
            pass
    if not _says(nursery, drawn.uniform(0, LONGEST_LIFE_SECONDS) if drawn else WATCHED_SECONDS):
        os.kill(sender, signal.SIGKILL)
    ended = nursery.stdout.readline()
    assert ended in (b"ended 0\n", b"ended 9\n"), ended
    return ended == b"ended 9\n"


def _says(nursery: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a line is there to read, or comes within these seconds."""
    return bool(select.select([nursery.stdout], [], [], seconds)[0])
