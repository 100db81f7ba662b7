"""Days and instants that may be missing, as columns hold them: text, or NULL."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from datetime import datetime


def instant_or_null(at: datetime | None) -> str | None:
    """The text of an instant (UTC)."""
    return None if at is None else instant_text(at)


def instant_or_none(text: str | None) -> datetime | None:
    """The instant (UTC) of a column."""
    return instant_of(text) if text else None


def day_or_null(day: date | None) -> str | None:
    """The text of a civil day."""
    return None if day is None else day.isoformat()


def day_or_none(text: str | None) -> date | None:
    """The civil day of a column."""
    return date.fromisoformat(text) if text else None
