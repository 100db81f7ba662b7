"""A load on loopback, in a process of its own: kept connections that ask one address after another, and what came back.

    python -m tests.bench.load PORT SECONDS CONNECTIONS PATH…      prints {"codes": {…}, "waits_ms": […]}

Raw sockets and one thread: a client that cost as much as the server would measure itself. Without ``--pace`` each connection
asks again as soon as it is answered, which gives the throughput; with it the asks come at that rate whatever the answers do,
and each waits from the instant it was due, which gives the tail that phones see.
"""

from __future__ import annotations

import argparse
import json
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from tests.bench.rows import quantile

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Answered:
    """What a load got: how many answers of each status, each wait in milliseconds, over so many seconds."""

    codes: dict[str, int]
    waits: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    @property
    def faults(self) -> int:
        """Answers that say the server failed."""
        return sum(count for code, count in self.codes.items() if code >= "500")

    def wait(self, share: float) -> float:
        """Milliseconds that this share of the answers did not exceed."""
        return round(quantile(self.waits, share), 1)


def load(
    port: int,
    paths: Sequence[str],
    *,
    seconds: float,
    connections: int = 8,
    tag: str = "",
    form: str = "",
    pace: float = 0.0,
    once: bool = False,
    zipped: bool = False,
) -> Answered:
    """Ask for ``paths`` in turn on kept connections, from another process: for ``seconds``, or until each was asked ``once``.

    ``form``: sent to each address by POST, as its own page would. ``pace``: asks a second; 0 for as many as are answered.
    ``zipped``: takes gzip, as phones do; through a proxy, which otherwise asks for it and unpacks it, nothing else is fair.
    Raises RuntimeError when the server hung up, or answered what is no HTTP answer with a length.
    """
    command = [sys.executable, "-m", "tests.bench.load", str(port), str(seconds), str(connections)]
    command += ["--tag", tag, "--form", form, "--pace", str(pace), *(["--once"] if once else [])]
    done = subprocess.run(
        [*command, *(["--zipped"] if zipped else []), *paths], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the load ended early: {done.stderr.strip().rpartition(chr(10))[2]}")
    found = json.loads(done.stdout)
    return Answered(found["codes"], found["waits_ms"], found["seconds"])


@dataclass(slots=True)
class _Line:
    """One connection: what it asked last, when, and how much of the answer is there."""

    port: int
    socket: socket.socket = field(init=False)
    asked_at: float = 0.0
    held: bytes = b""

    def __post_init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes, at: float) -> None:
        self.held, self.asked_at = b"", at
        self.socket.sendall(request)

    def read(self) -> str:
        """The status once the answer is whole, empty until then. Raises ConnectionError when the server hung up."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server hung up")
        self.held += piece
        head, found, body = self.held.partition(b"\r\n\r\n")
        if not found:
            return ""
        status = head[9:12].decode()
        if status == "304":
            return status
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        return status if len(body) >= length else ""


@dataclass(frozen=True, slots=True)
class _Asks:
    """What to ask, in turn, and when."""

    requests: Sequence[bytes]
    seconds: float
    pace: float
    once: bool

    def due(self, number: int, began: float) -> float | None:
        """When this ask is due, on the client's clock; None when there are no more."""
        now = time.perf_counter()
        at = began + number / self.pace if self.pace else now
        over = number >= len(self.requests) if self.once else at - began >= self.seconds
        return None if over else at


def _run(port: int, connections: int, asks: _Asks) -> dict[str, object]:
    chosen, codes, waits = selectors.DefaultSelector(), Counter[str](), list[float]()
    idle = deque(_Line(port) for _one in range(connections))
    for line in idle:
        chosen.register(line.socket, selectors.EVENT_READ, line)
    numbers, busy, began = count(), 0, time.perf_counter()
    number = next(numbers)
    due = asks.due(number, began)
    while due is not None or busy:
        while idle and due is not None and due <= time.perf_counter():
            idle.popleft().ask(asks.requests[number % len(asks.requests)], due)
            number, busy = next(numbers), busy + 1
            due = asks.due(number, began)
        patience = 10.0 if due is None or not idle else max(0.0, due - time.perf_counter())
        for key, _events in chosen.select(timeout=patience):
            line = key.data
            status = line.read()
            if status:
                codes[status] += 1
                waits.append(round((time.perf_counter() - line.asked_at) * 1000, 3))
                idle.append(line)
                busy -= 1
        if due is not None and not asks.pace:
            due = asks.due(number, began)
    return {"codes": codes, "waits_ms": waits, "seconds": time.perf_counter() - began}


def _requests(port: int, paths: Sequence[str], tag: str, form: str, *, zipped: bool) -> list[bytes]:
    more = (f"If-None-Match: {tag}\r\n" if tag else "") + ("Accept-Encoding: gzip\r\n" if zipped else "")
    if form:
        more += (
            "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Length: {len(form)}\r\n"
        )
    verb = "POST" if form else "GET"
    return [f"{verb} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n{form}".encode() for path in paths]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("connections", type=int)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--tag", default="", help="asks whether it still is this one")
    parser.add_argument("--form", default="", help="sent by POST")
    parser.add_argument("--pace", type=float, default=0.0, help="asks a second")
    parser.add_argument("--once", action="store_true", help="each address once, however long it takes")
    parser.add_argument("--zipped", action="store_true", help="takes gzip")
    given = parser.parse_args()
    asked = _requests(given.port, given.paths, given.tag, given.form, zipped=given.zipped)
    print(json.dumps(_run(given.port, given.connections, _Asks(asked, given.seconds, given.pace, given.once))))
