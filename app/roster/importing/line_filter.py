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

    Needles are all of one length, at least 1, and hold no line end. ``first_line`` numbers the first line read; ``progress`` is told a line
    number now and then.
    """
    buffer, filled, line, count = bytearray(BLOCK), 0, first_line, 0
    while got := stream.readinto(memoryview(buffer)[filled:]):  # type: ignore[attr-defined]
        filled += got
        content = np.frombuffer(buffer, np.uint8, filled)
        ends = np.flatnonzero(content == NEWLINE)
        if len(ends):
            yield from _hits(buffer, content[: ends[-1] + 1], ends, needles, line)
            line += len(ends)
            rest = bytes(buffer[ends[-1] + 1 : filled])
            buffer[: len(rest)] = rest
            filled = len(rest)
        elif filled == len(buffer):
            buffer = buffer + bytearray(len(buffer))
        count += 1
        if progress is not None and count % PROGRESS_EVERY == 0:
            progress(line)
    yield from _hits(buffer, np.frombuffer(buffer, np.uint8, filled), np.array([filled]), needles, line)


def _hits(
    buffer: bytearray, content: Bytes, ends: npt.NDArray[np.intp], needles: Sequence[bytes], line: int
) -> Iterator[tuple[int, bytes]]:
    """Lines of ``content`` with a hit, each once; ``ends`` are the places of its line ends, ``line`` numbers its first."""
    for rank in np.unique(np.searchsorted(ends, _places(content, needles))).tolist():
        start = int(ends[rank - 1]) + 1 if rank else 0
        yield line + rank, bytes(buffer[start : min(int(ends[rank]) + 1, len(content))])


def _places(content: Bytes, needles: Sequence[bytes]) -> npt.NDArray[np.intp]:
    """Where any needle starts, in order."""
    length = len(content) - len(needles[0]) + 1 if needles else 0
    if length <= 0:
        return np.empty(0, np.intp)
    found = np.zeros(length, np.bool_)
    starts = {first: content[:length] == first for first in sorted({needle[0] for needle in needles})}
    for needle in needles:
        equal = starts[needle[0]]
        for offset in range(1, len(needle)):
            equal = equal & (content[offset : offset + length] == needle[offset])
        found |= equal
    return np.flatnonzero(found)
