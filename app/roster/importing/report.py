"""What an import would do, line by line: shown as a preview, printed by ``releve import``, written by the service."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from app.core.errors import InvalidInput


class Change(StrEnum):
    """What writing a row would do."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Row(Protocol):
    """A typed row of a report; ``line`` is the line of the file where it starts."""

    @property
    def line(self) -> int: ...
    @property
    def change(self) -> Change: ...


RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True, order=True)
class Rejection:
    """One cell that keeps its line out: what is wrong (``reason``) and what to do (``hint``), both sentences."""

    line: int
    column: str
    value: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True, order=True)
class Flag:
    """Something to look at; the lines are accepted as they are, nothing was merged."""

    lines: tuple[int, ...]
    reason: str


class CellRefused(InvalidInput):
    """A cell does not fit. ``reason`` and ``hint`` are already in the current language."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__("{reason} {hint}", reason=reason, hint=hint)
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True, slots=True)
class ImportReport(Generic[RowT]):
    """The whole outcome. Every line read is counted once: new in ``accepted``, else updated, unchanged or rejected.

    ``ignored_columns`` are headers nobody recognised; ``format`` names the kind of file recognised, for the preview.
    """

    rows: tuple[RowT, ...]
    rejected: tuple[Rejection, ...] = ()
    flags: tuple[Flag, ...] = ()
    repeated: int = 0
    ignored_columns: tuple[str, ...] = ()
    format: str = ""

    @property
    def accepted(self) -> int:
        """Rows that are new."""
        return self._count(Change.NEW)

    @property
    def updated(self) -> int:
        """Rows that change what is known."""
        return self._count(Change.UPDATED)

    @property
    def unchanged(self) -> int:
        """Rows that say what is already known, lines repeated word for word included."""
        return self._count(Change.UNCHANGED) + self.repeated

    @property
    def rejected_lines(self) -> int:
        """How many lines stay out (one line may hold several refused cells)."""
        return len({rejection.line for rejection in self.rejected})

    @property
    def to_write(self) -> tuple[RowT, ...]:
        """The rows that change something, in file order."""
        return tuple(row for row in self.rows if row.change is not Change.UNCHANGED)

    def as_json(self) -> dict[str, object]:
        """The shape of ``releve import --json``."""
        return {
            "accepted": self.accepted,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [
                {"line": one.line, "column": one.column, "value": one.value, "reason": one.reason, "hint": one.hint}
                for one in self.rejected
            ],
            "flags": [{"lines": list(one.lines), "reason": one.reason} for one in self.flags],
        }

    def _count(self, change: Change) -> int:
        return Counter(row.change for row in self.rows)[change]
