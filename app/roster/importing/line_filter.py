"""Lines of a very large file that hold one of a few short byte strings, without cutting the other lines.

A block is compared as one array of bytes: the cost is that of a few passes over memory, whatever the number of lines,
and only a line with a hit becomes an object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import IO

import numpy as np
import numpy.typing as npt

NEWLINE = 10

BLOCK = 1 << 17
"""Bytes compared at a time: small enough to stay in the processor's cache."""

PROGRESS_EVERY = 1 << 8
"""Blocks between two calls of the progress function."""

Bytes = npt.NDArray[np.uint8]


def lines_holding(
    stream: IO[bytes], needles: Sequence[bytes], *, first_line: int = 1, progress: Callable[[int], None] | None = None
) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each line, from where ``stream`` stands, that holds one of ``needles``.

    Needles are not empty and hold no line end. ``first_line`` numbers the first line read; ``progress`` is told a line
    number now and then.
    """
    line, rest, count = first_line, b"", 0
    while block := stream.read(BLOCK):
        whole, newline, rest = (rest + block).rpartition(b"\n")
        chunk = whole + newline
        ends = np.flatnonzero(np.frombuffer(chunk, np.uint8) == NEWLINE)
        yield from _hits(chunk, ends, needles, line)
        line += len(ends)
        count += 1
        if progress is not None and count % PROGRESS_EVERY == 0:
            progress(line)
    yield from _hits(rest, np.array([len(rest)]), needles, line)


def _hits(chunk: bytes, ends: npt.NDArray[np.intp], needles: Sequence[bytes], line: int) -> Iterator[tuple[int, bytes]]:
    """Lines of ``chunk`` with a hit, each once; ``ends`` are the places of its line ends, ``line`` numbers its first."""
    places = _places(np.frombuffer(chunk, np.uint8), needles)
    for rank in np.unique(np.searchsorted(ends, places)).tolist():
        start = int(ends[rank - 1]) + 1 if rank else 0
        yield line + rank, chunk[start : int(ends[rank]) + 1]


def _places(chunk: Bytes, needles: Sequence[bytes]) -> npt.NDArray[np.intp]:
    """Where any needle starts, in no order."""
    found = [np.empty(0, np.intp)]
    for needle in needles:
        length = len(chunk) - len(needle) + 1
        if length > 0:
            equal = chunk[:length] == needle[0]
            for offset in range(1, len(needle)):
                equal &= chunk[offset : offset + length] == needle[offset]
            found.append(np.flatnonzero(equal))
    return np.concatenate(found)
