"""The minute of an inject as people write it: « T+1h30 », « 1:30 », « 90 », « 9 h 40 », « J+1 8 h 30 », « 30/11/2026 09:40 ».

Minutes are fictional, counted from T0; clock times are Paris wall times of the fictional days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_instant
from app.core.errors import InvalidInput
from app.exercise.said import spoken_minutes
from app.roster.importing.report import CellRefused
from app.words import _
from app.words.dates import spoken_hour

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTES_A_DAY = 24 * 60
LATEST = 60 * MINUTES_A_DAY
"""Fictional minutes after T0 that an inject may have (:data:`app.drills.scenario.Minutes`)."""

BACK = 6 * 60
"""An hour of the day earlier than the line above by more than this is the next day's."""

_RELATIVE = re.compile(r"^(?:t0|t|h(?=\s*\+))\s*(?:\+|plus)?\s*(?=$|[\d:])|^\+\s*(?=\d)", re.IGNORECASE)
_HOURS_AFTER = re.compile(r"^h\s*\+\s*(\d+(?:[.,]\d+)?)$", re.IGNORECASE)
"""« H+2 » counts in hours, as orders of operation do."""
_SPAN = re.compile(
    r"^(?:(?P<days>\d+)\s*(?:jours?|j|days?|d)(?:\s|$|(?=\d)))?\s*"
    r"(?:(?P<hours>\d+(?:[.,]\d+)?)\s*(?:heures?|hours?|hrs?|h)\s*)?"
    r"(?:(?P<minutes>\d+)\s*(?:minutes?|mins?|mn|m|'|’|′)?\s*)?$",
    re.IGNORECASE,
)
_COLONS = re.compile(r"^(\d{1,3}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$")
_DAY_HOUR = re.compile(r"^j(?:our)?\s*\+?\s*(\d{1,2})\s*(?:[,à–-]\s*)?(.*)$", re.IGNORECASE)
_WALL = re.compile(r"^(?:à\s*)?(\d{1,2})\s*(?:h|:|heures?)\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?(?:\s*min)?$", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4}-\d\d-\d\d)(?:[ T]+(.*))?$")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:\s+(?:à\s+)?(.*))?$")
_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")


@dataclass(frozen=True, slots=True)
class TimeReading:
    """How the times of one file are read. ``t0``: aware. ``in_hours``: plain numbers are hours."""

    t0: datetime
    in_hours: bool = False

    def offset(self, cell: str) -> int:
        """Minutes since T0 of a cell that counts from it. Raises CellRefused: what to write instead."""
        text = _tidy(cell)
        if re.match(r"^(?:t0?|h)?\s*[-−–]\s*\d", text, re.IGNORECASE):
            raise _before_t0()
        if day := _DAY_HOUR.match(text):
            return self._of_day(self._day_after(int(day.group(1))), day.group(2))
        if hours := _HOURS_AFTER.match(text):
            return _bounded(round(float(hours.group(1).replace(",", ".")) * 60))
        if text.endswith("+"):
            raise _unreadable()
        bare = _RELATIVE.sub("", text, count=1)
        return _bounded(self._amount(bare) if bare else 0)

    def hour(self, cell: str, day: str = "", before: int | None = None) -> int:
        """Minutes since T0 of a cell that says an hour of the day, ``day`` in a cell of its own, ``before``: the line above.

        Without a day it is that of the line above, or the next one when the hour is earlier by more than :data:`BACK`.
        Raises CellRefused.
        """
        text = _tidy(cell)
        if _RELATIVE.match(text) and not _WALL.match(text):
            return self.offset(text)
        if found := _ISO.match(text):
            return self._of_day(_iso(found.group(1)), found.group(2) or "")
        if found := _SLASHED.match(text):
            return self._of_day(_date(found), found.group(4) or "")
        if _DAY_HOUR.match(text):
            return self.offset(text)
        if day.strip():
            return self._of_day(self.day(day), text)
        return self._following(_wall(text), before)

    def day(self, cell: str) -> date:
        """The fictional civil day of a cell: « J+1 », « 30/11/2026 », « 1 ». Raises CellRefused."""
        text = _tidy(cell)
        if found := _ISO.match(text):
            return _iso(found.group(1))
        if found := _SLASHED.match(text):
            return _date(found)
        if found := re.fullmatch(r"(?:j(?:our)?\s*\+?\s*)?(\d{1,2})?", text, re.IGNORECASE):
            return self._day_after(int(found.group(1) or 0))
        raise CellRefused(_("Ce n’est pas un jour."), _("Écrivez J+1, ou la date : 30/11/2026."))

    def _following(self, wall: time, before: int | None) -> int:
        last = self.t0 + timedelta(minutes=before or 0)
        found = self._since(last.astimezone(PARIS).date(), wall)
        if found < (before or 0) - BACK:
            found = self._since(last.astimezone(PARIS).date() + timedelta(days=1), wall)
        return self._after_t0(found)

    def _of_day(self, day: date, text: str) -> int:
        if not text.strip():
            raise CellRefused(_("Il y a un jour, mais pas d’heure."), _("Ajoutez l’heure : J+1 8 h 30."))
        return self._after_t0(self._since(day, _wall(_tidy(text))))

    def _since(self, day: date, wall: time) -> int:
        try:
            return round((paris_instant(day, wall) - self.t0).total_seconds() / 60)
        except InvalidInput:
            raise CellRefused(
                _("Cette heure n’existe pas ce jour-là : l’heure change."), _("Écrivez une heure plus tard.")
            ) from None

    def _after_t0(self, minutes: int) -> int:
        if minutes < 0:
            start = spoken_hour(self.t0.astimezone(PARIS).time())
            raise CellRefused(
                _("Cette heure vient avant T0 ({start}).").format(start=start),
                _("Corrigez-la, avancez T0, ou écrivez J+1 devant si c’est le lendemain."),
            )
        return _bounded(minutes)

    def _day_after(self, days: int) -> date:
        return self.t0.astimezone(PARIS).date() + timedelta(days=days)

    def _amount(self, text: str) -> int:
        """Minutes of « 90 », « 1h30 », « 1:30 », « 2 j 6 h », « 1,5 h »; an Excel fraction of a day under one."""
        if found := _COLONS.match(text):
            hours, minutes = int(found.group(1)), int(found.group(2))
            if minutes < 60:
                return hours * 60 + minutes
        elif _NUMBER.match(text):
            return self._plain(float(text.replace(",", ".")))
        elif (span := _SPAN.match(text)) and any(span.groups()):
            hours_said = float((span.group("hours") or "0").replace(",", "."))
            return (
                int(span.group("days") or 0) * MINUTES_A_DAY + round(hours_said * 60) + int(span.group("minutes") or 0)
            )
        raise _unreadable()

    def _plain(self, number: float) -> int:
        if self.in_hours:
            return round(number * 60)
        if number == int(number):
            return int(number)
        if number < 1 and abs(number * MINUTES_A_DAY - round(number * MINUTES_A_DAY)) < 0.02:
            return round(number * MINUTES_A_DAY)
        raise _unreadable()


LONGEST_TIME = 60
"""Characters of a time, however it is written."""


def is_fraction_of_a_day(cell: str) -> bool:
    """Whether a cell is a bare Excel time (0.0625 is 1 h 30): read, and said."""
    return bool(re.fullmatch(r"0[.,]\d+", cell.strip()))


def is_bare_hour(cell: str) -> bool:
    """Whether a cell may be an hour of the day as well as a span: « 1:30 », « 2 h 15 »."""
    return bool(_WALL.match(_tidy(cell)))


def is_from_t0(cell: str) -> bool:
    """Whether a cell says itself that it counts from T0: « T+10 », « +1h30 »."""
    text = _tidy(cell)
    return bool(_RELATIVE.match(text)) and not _WALL.match(text)


def between_hint(before: int | None, after: int | None) -> str:
    """What to write in a cell without a time, between two lines that have one."""
    if before is not None and after is not None and after >= before:
        return _("Écrivez un temps entre {before} et {after}, par exemple {example}.").format(
            before=spoken_minutes(before), after=spoken_minutes(after), example=spoken_minutes((before + after) // 2)
        )
    if before is not None:
        return _("Écrivez un temps après {before}, par exemple {example}.").format(
            before=spoken_minutes(before), example=spoken_minutes(before + 10)
        )
    return _("Écrivez par exemple T+1 h 30, 1:30, 90 (minutes), ou l’heure fictive : 9 h 40.")


def tried(read: Callable[[], int]) -> int | None:
    """The minutes, or None where the cell does not read."""
    try:
        return read()
    except CellRefused:
        return None


def _tidy(cell: str) -> str:
    """Without doubled blanks; what is longer than any time is cut, so that it reads as none: no number is made of it."""
    text = " ".join(cell.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").split()).strip(" .")
    return text if len(text) <= LONGEST_TIME else f"{text[:LONGEST_TIME]}…"


def _wall(text: str) -> time:
    found = _WALL.match(text)
    if found and int(found.group(1)) < 24 and int(found.group(2) or 0) < 60:
        return time(int(found.group(1)), int(found.group(2) or 0))
    raise _unreadable()


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _no_date() from None


def _date(found: re.Match[str]) -> date:
    day, month, year = (int(found.group(rank)) for rank in (1, 2, 3))
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        raise _no_date() from None


def _no_date() -> CellRefused:
    return CellRefused(_("Ce n’est pas une date."), _("Écrivez le jour, le mois et l’année : 30/11/2026."))


def _bounded(minutes: int) -> int:
    if minutes > LATEST:
        raise CellRefused(
            _("C’est plus de soixante jours après T0."), _("Vérifiez l’unité : un nombre seul se lit en minutes.")
        )
    return minutes


def _before_t0() -> CellRefused:
    return CellRefused(
        _("Ce temps vient avant T0."), _("Avancez T0 dans le cadre de l’exercice, ou écrivez T0 pour cet inject.")
    )


def _unreadable() -> CellRefused:
    return CellRefused(
        _("Ce temps n’est pas lisible."),
        _("Écrivez par exemple T+1 h 30, 1:30, 90 (minutes), ou l’heure fictive : 9 h 40."),
    )
