"""Time as the product sees it: instants are aware UTC, civil time is Europe/Paris, and the clock is a parameter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.errors import N_, InvalidInput

PARIS = ZoneInfo("Europe/Paris")

Clock = Callable[[], datetime]
"""Returns the present instant, aware, in UTC."""


def system_clock() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def fixed_clock(at: datetime) -> Clock:
    """A clock that stands still at ``at`` (aware), for tests, demos and exercises."""
    return lambda: at.astimezone(UTC)


def paris_instant(day: date, wall: time, fold: int = 0) -> datetime:
    """The UTC instant of a wall time in Europe/Paris.

    ``fold`` 1 picks the second of a doubled hour (end of summer time). Raises InvalidInput for a wall time that does
    not exist (start of summer time, 02:00-03:00).
    """
    local = datetime.combine(day, wall.replace(tzinfo=None), PARIS).replace(fold=fold)
    instant = local.astimezone(UTC)
    if instant.astimezone(PARIS).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise InvalidInput(
            N_("{wall} n’existe pas le {day} : les horloges passent de 2 h à 3 h. Choisissez 3 h ou avant 2 h."),
            wall=f"{wall:%H:%M}",
            day=day,
        )
    return instant


def paris_date(instant: datetime) -> date:
    """The civil day of an aware instant in Europe/Paris."""
    return instant.astimezone(PARIS).date()


def monday_of(day: date) -> date:
    """The Monday of the civil week (Monday-Sunday) that holds ``day``."""
    return day - timedelta(days=day.weekday())


def instant_text(instant: datetime) -> str:
    """An aware instant as it is stored: UTC, seconds, ``2026-12-01T08:00:00Z``."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant_of(text: str) -> datetime:
    """The aware UTC instant that :func:`instant_text` wrote."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
