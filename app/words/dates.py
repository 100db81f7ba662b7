"""Dates, hours and numbers as they are spoken: « lundi 30 novembre, matin (9 h–13 h) ». Always Europe/Paris."""

from __future__ import annotations

from datetime import date, datetime, time

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from app.core.clock import PARIS
from app.words.catalogue import _, language

MORNING_ENDS = time(13, 30)
"""A session that begins before noon and ends by then is a morning: half-days often run into the lunch hour."""


def _locale() -> str:
    return {"fr": "fr_FR", "en": "en_GB"}.get(language(), "fr_FR")


def spoken_day(day: date) -> str:
    """« lundi 30 novembre »; the first of a month is « mardi 1er décembre »."""
    return _ordinal(f" {format_date(day, 'EEEE d MMMM', locale=_locale())}", day)


def short_day(day: date) -> str:
    """« lun. 30 nov. »."""
    return format_skeleton("MMMEd", datetime.combine(day, time()), locale=_locale())


def spoken_date(day: date) -> str:
    """« 30 novembre 2026 », « 1er novembre 2026 »."""
    return _ordinal(f" {format_date(day, 'd MMMM y', locale=_locale())}", day)


def _ordinal(text: str, day: date) -> str:
    """French says « 1er » for the first of a month; ``text`` begins with a space that goes."""
    return (text.replace(" 1 ", " 1er ", 1) if language() == "fr" and day.day == 1 else text).lstrip()


def spoken_hour(wall: time) -> str:
    """« 9 h » or « 9 h 30 » in French, « 9:00 » in English."""
    if language() == "en":
        return f"{wall.hour}:{wall.minute:02}"
    return f"{wall.hour} h" + (f" {wall.minute:02}" if wall.minute else "")


def spoken_hours(start: datetime, end: datetime) -> str:
    """« 9 h–13 h », wall times in Paris."""
    return f"{spoken_hour(start.astimezone(PARIS).time())}–{spoken_hour(end.astimezone(PARIS).time())}"


def half_day_name(start: datetime, end: datetime) -> str:
    """« matin », « après-midi », « soir », « nuit » or « journée », by the wall times in Paris."""
    begins, ends = start.astimezone(PARIS), end.astimezone(PARIS)
    if ends.date() > begins.date() and ends.time() > time(0, 0):
        return _("nuit")
    if begins.time() < time(12) and ends.time() <= MORNING_ENDS:
        return _("matin")
    if begins.time() >= time(18):
        return _("soir")
    return _("après-midi") if begins.time() >= time(12) else _("journée")


def spoken_session(start: datetime, end: datetime) -> str:
    """« lundi 30 novembre, matin (9 h–13 h) » for two aware instants."""
    day = spoken_day(start.astimezone(PARIS).date())
    return f"{day}, {half_day_name(start, end)} ({spoken_hours(start, end)})"


def spoken_instant(at: datetime) -> str:
    """« jeudi 26 novembre à 17 h 05 »."""
    local = at.astimezone(PARIS)
    return _("{day} à {hour}").format(day=spoken_day(local.date()), hour=spoken_hour(local.time()))


def spoken_number(value: float) -> str:
    """« 2 400 » with the separators of the language."""
    return format_decimal(value, locale=_locale())
