"""Deadlines as they are said: « avant lundi 9 h », « en retard de 2 jours », « demain »."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from babel.dates import format_date

from app.core.clock import PARIS, paris_date
from app.words.catalogue import _, language, ngettext
from app.words.dates import spoken_date, spoken_hour

if TYPE_CHECKING:
    from datetime import date, datetime

WEEK = 6
"""A day this near is called by its name alone."""


def by_instant(at: datetime, now: datetime) -> str:
    """« avant 14 h », « avant demain 9 h », « avant lundi 9 h »; « en retard depuis … » once it is past."""
    local = at.astimezone(PARIS)
    hour, days = spoken_hour(local.time()), (local.date() - paris_date(now)).days
    if at < now:
        return late(-days) if days else _("en retard depuis {hour}").format(hour=hour)
    if not days:
        return _("avant {hour}").format(hour=hour)
    if days > WEEK:
        return by_day(local.date(), paris_date(now))
    return _("avant {day} {hour}").format(day=named(local.date(), paris_date(now)), hour=hour)


def by_day(day: date, today: date) -> str:
    """« avant ce soir », « avant demain soir », « avant lundi soir »; « en retard de 2 jours » once it is past."""
    days = (day - today).days
    if days < 0:
        return late(-days)
    if days > WEEK:
        return _("avant {day}").format(day=named(day, today))
    return _("avant {day} soir").format(day=named(day, today)) if days else _("avant ce soir")


def late(days: int) -> str:
    """« en retard de 2 jours »."""
    return ngettext("en retard de {n} jour", "en retard de {n} jours", days).format(n=days)


def named(day: date, today: date) -> str:
    """« aujourd’hui », « demain », « lundi », « le 7 décembre 2026 »."""
    days = (day - today) // timedelta(days=1)
    if days in (0, 1):
        return _("demain") if days else _("aujourd’hui")
    if 1 < days <= WEEK:
        return format_date(day, "EEEE", locale="en_GB" if language() == "en" else "fr_FR")
    return _("le {day}").format(day=spoken_date(day))
