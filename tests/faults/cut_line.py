"""A line to a server that breaks where it is told to: refused, reset or closed after so many bytes, or fallen silent."""

from __future__ import annotations

import random
import select
import socket
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

CHUNK = 16_384
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER with no time left: closing sends RST (socket(7))."""


class How(StrEnum):
    """What the other end sees."""

    RESET = "reset"
    CLOSED = "closed"
    SILENT = "silent"


@dataclass(frozen=True)
class Cut:
    """Where a connection breaks: once so many bytes have passed, those of both ways; 0 breaks it at once."""

    after: int
    how: How


@dataclass
class Line:
    """A port that leads to another one. Each connection takes the next cut; without one it holds."""

    target: int
    port: int = 0
    cuts: deque[Cut | None] = field(default_factory=deque)
    made: int = 0
    """Connections that were cut."""
    ended: threading.Event = field(default_factory=threading.Event)

    def carry(self, near: socket.socket) -> None:
        """One connection from its beginning to its end."""
        cut = self.cuts.popleft() if self.cuts else None
        with closing(near), socket.create_connection(("127.0.0.1", self.target)) as far:
            left = cut.after if cut else None
            while left is None or left > 0:
                data, to = self._read(near, far)
                if not data:
                    return
                with suppress(OSError):
                    to.sendall(data if left is None else data[:left])
                left = None if left is None else left - len(data)
            self.made += 1
            assert cut is not None
            self._break(near, cut.how)

    def _read(self, near: socket.socket, far: socket.socket) -> tuple[bytes, socket.socket]:
        """What one of them says, and to whom; nothing once either has hung up or the line has ended."""
        while not self.ended.is_set():
            ready = select.select([near, far], [], [], 0.1)[0]
            if ready:
                with suppress(OSError):
                    return ready[0].recv(CHUNK), far if ready[0] is near else near
                break
        return b"", near

    def _break(self, near: socket.socket, how: How) -> None:
        if how is How.SILENT:
            # It hears everything and answers nothing more, until the other end gives up.
            while not self.ended.is_set() and (not select.select([near], [], [], 0.1)[0] or _hears(near)):
                pass
        elif how is How.RESET:
            with suppress(OSError):
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def _hears(near: socket.socket) -> bool:
    try:
        return bool(near.recv(CHUNK))
    except OSError:
        return False


def a_cut(drawn: random.Random, *, longest: int, at_once: float = 0.2, silent: float = 0.1) -> Cut:
    """A break at a drawn place; the shares of those before anything is said, and of those that fall silent."""
    after = 0 if drawn.random() < at_once else drawn.randint(1, longest)
    if drawn.random() < silent:
        return Cut(after, How.SILENT)
    return Cut(after, drawn.choice((How.RESET, How.CLOSED)))


@contextmanager
def a_line(target: int) -> Iterator[Line]:
    """A line to ``target`` on this machine, for the time of the block."""
    line = Line(target)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line.port = listener.getsockname()[1]
        listener.settimeout(0.1)
        operator = threading.Thread(target=_operate, args=(line, listener))
        operator.start()
        try:
            yield line
        finally:
            line.ended.set()
            operator.join()


def _operate(line: Line, listener: socket.socket) -> None:
    carried = []
    while not line.ended.is_set():
        try:
            near, _address = listener.accept()
        except TimeoutError:
            continue
        carried.append(threading.Thread(target=line.carry, args=(near,)))
        carried[-1].start()
    for one in carried:
        one.join()
