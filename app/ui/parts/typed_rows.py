"""A table of rows that several people keep: what is shown, and what somebody typed over it, row by row.

Nobody's change is lost: rows that somebody else wrote meanwhile are drawn as they stand, with what was typed laid over them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class TypedRows(Generic[Row]):
    """Rows by key as shown, and those changed, added, or struck off (None)."""

    shown: Mapping[str, Row]
    typed: Mapping[str, Row | None] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """What the table holds: shown, changed over, added."""
        kept = [self.typed.get(key, one) for key, one in self.shown.items()]
        added = [one for key, one in self.typed.items() if key not in self.shown]
        return [one for one in (*kept, *added) if one is not None]
