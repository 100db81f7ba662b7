"""Fictional time in words: « T+1 h 40 », « lundi 30 novembre, 9 h 40 ». Every screen, page and document says it with these."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.clock import PARIS
from app.words import _
from app.words.dates import spoken_day, spoken_hour

HOUR, DAY = 60, 24 * 60
DAYS_FROM = 48 * HOUR
"""Fictional minutes from which days are told: « T+47 h » reads better than « T+1 j 23 h »."""


def spoken_minutes(minutes: float) -> str:
    """« T0 », « T+35 min », « T+1 h 40 », « T+2 j 6 h 05 »: fictional minutes since T0, the begun minute left out."""
    whole = int(minutes)
    if whole <= 0:
        return _("T0")
    return _("T+{delay}").format(delay=spoken_delay(whole))


def spoken_delay(minutes: float) -> str:
    """« 0 min », « 35 min », « 1 h 40 », « 2 j 6 h »: a span of minutes, fictional or real, the begun one left out."""
    whole = max(0, int(minutes))
    days, rest = divmod(whole, DAY) if whole >= DAYS_FROM else (0, whole)
    hours, left = divmod(rest, HOUR)
    if not days and not hours:
        return _("{minutes} min").format(minutes=left)
    said = [_("{days} j").format(days=days)] if days else []
    if hours or left:
        said.append(_("{hours} h").format(hours=hours) + (f" {left:02}" if left else ""))
    return " ".join(said)


def spoken_fictional(t0: datetime, minutes: float) -> str:
    """« lundi 30 novembre, 9 h 40 »: the civil time in Paris so many fictional minutes after ``t0`` (aware)."""
    # Counted in UTC, so that a night when the clocks change stays as long as it was played.
    local = (t0 + timedelta(minutes=int(minutes))).astimezone(PARIS)
    return _("{day}, {hour}").format(day=spoken_day(local.date()), hour=spoken_hour(local.time()))
