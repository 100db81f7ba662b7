"""What holds from an instant on, until another one or until somebody says it is over: closures, cuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEnded:
    """Instants are UTC; ``ends_at`` None: no end known."""

    starts_at: datetime
    ends_at: datetime | None

    def holds_at(self, at: datetime) -> bool:
        """Whether it is under way at ``at``."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    def touches(self, first: datetime, end: datetime) -> bool:
        """Whether it holds at some instant of ``first`` ≤ … < ``end``."""
        return self.starts_at < end and (self.ends_at is None or first < self.ends_at)
