"""What a statement holds: everything owed and never stated, and the difference with what earlier statements froze.

A statement never changes once it is settled. What was known too late, corrected or withdrawn afterwards comes on the next
one, as a line of its own. Amounts are whole cents; an unknown amount counts for nothing until it is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class LineKind(StrEnum):
    """Why a line stands on a statement."""

    DUE = "due"
    """Of the period itself."""
    LATE = "late"
    """Of an earlier period, already settled when it became known."""
    CORRECTION = "correction"
    """The difference with what an earlier statement froze."""


@dataclass(frozen=True, slots=True)
class Due:
    """What one person is owed for one thing: ``ref`` is a session's id, or ``indemnity:<id>``. ``cents`` None: not known."""

    ref: str
    day: date
    cents: int | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """One line of a settled statement."""

    ref: str
    day: date
    cents: int | None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line to freeze; the ``cents`` of a correction may be negative."""

    ref: str
    day: date
    kind: LineKind
    cents: int | None


def statement_lines(
    due: Iterable[Due], frozen: Iterable[Frozen], first: date, last: date, settled_until: date | None = None
) -> tuple[StatementLine, ...]:
    """The lines of one person's statement from ``first`` to ``last`` (civil days, included), by day then reference.

    ``settled_until``: the last day of their earlier statements, so that what was forgotten in one is not lost.
    """
    settled = _settled(frozen)
    owed = {one.ref: one for one in due}
    lines = [
        *_never_stated((one for ref, one in owed.items() if ref not in settled), first, last, settled_until),
        *_differences(settled, owed, last),
    ]
    return tuple(sorted(lines, key=lambda line: (line.day, line.ref)))


def _settled(frozen: Iterable[Frozen]) -> Mapping[str, tuple[date, int]]:
    """Reference → its day and the cents already stated for it."""
    sums: dict[str, int] = defaultdict(int)
    days: dict[str, date] = {}
    for line in frozen:
        sums[line.ref] += line.cents or 0
        days[line.ref] = line.day
    return {ref: (days[ref], cents) for ref, cents in sums.items()}


def _never_stated(due: Iterable[Due], first: date, last: date, settled_until: date | None) -> Iterable[StatementLine]:
    for one in due:
        if first <= one.day <= last:
            yield StatementLine(one.ref, one.day, LineKind.DUE, one.cents)
        elif settled_until is not None and one.day < first and one.day <= settled_until:
            yield StatementLine(one.ref, one.day, LineKind.LATE, one.cents)


def _differences(
    settled: Mapping[str, tuple[date, int]], owed: Mapping[str, Due], last: date
) -> Iterable[StatementLine]:
    for ref, (day, stated) in settled.items():
        now = owed[ref].cents if ref in owed else 0
        if now is not None and now != stated and day <= last:
            yield StatementLine(ref, day, LineKind.CORRECTION, now - stated)
