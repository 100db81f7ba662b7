"""When copies of the data are made and which of them are kept: pure rules over instants, read from ``data/backups.csv``.

No file is opened here: :func:`dropped` names what may go, and never the newest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.core.clock import monday_of, paris_date, paris_instant
from app.core.errors import N_, InvalidInput

MISSING_HOUR, HOUR_AFTER = time(2), time(3)
"""Wall times from 2 to 3 don't exist once a year and exist twice another day: no daily hour may fall there."""


class Kind(StrEnum):
    """Why a copy was made; the value stands in its manifest."""

    NIGHTLY = "nuit"
    CAUGHT_UP = "rattrapage"
    """The nightly one, made later because the machine was off at its hour."""
    BY_HAND = "main"
    BEFORE_MIGRATION = "avant-mise-a-jour"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy on the disk, by its file's name alone; ``at`` is UTC."""

    name: str
    at: datetime
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRules:
    """The rotation a community allows itself. The defaults are those of ``data/backups.csv``: no text sets them."""

    hour: time = time(3)
    """Of the nightly copy, wall time of Europe/Paris."""
    daily: int = 7
    """Newest copy of each of the last days that have one."""
    weekly: int = 5
    """Same for weeks, Monday to Sunday."""
    monthly: int = 12
    recent_hours: int = 48
    """Nothing younger is ever dropped."""
    before_migration: int = 3
    """Newest copies made before the schema moved, whatever their age."""
    replaced_days: int = 30
    """How long what a restoration replaced is kept."""
    late_hours: int = 36
    """Beyond this without a proven copy, it is said everywhere."""


_BOUNDS: dict[str, tuple[int, int]] = {
    "daily": (1, 366),
    "weekly": (0, 520),
    "monthly": (0, 240),
    "recent_hours": (0, 24 * 31),
    "before_migration": (1, 50),
    "replaced_days": (1, 3660),
    "late_hours": (25, 24 * 31),
}
"""Setting → least and greatest value. A nightly copy is never late within 24 hours."""


def rules_of(rows: Iterable[Mapping[str, str]], on: date) -> BackupRules:
    """The rules in force on a day from rows of ``data/backups.csv``; a setting without row keeps its default.

    Raises InvalidInput naming the setting that does not fit.
    """
    held = {row["setting"]: row["value"].strip() for row in rows if _in_force(row, on)}
    unknown = sorted(set(held) - {"hour", *_BOUNDS})
    if unknown:
        raise InvalidInput(
            N_("data/backups.csv : « {setting} » n’est pas un réglage des sauvegardes. Retirez la ligne."),
            setting=unknown[0],
        )
    counts = {name: _whole(name, held[name]) for name in _BOUNDS if name in held}
    return BackupRules(hour=_hour(held["hour"]) if "hour" in held else time(3), **counts)


def _in_force(row: Mapping[str, str], on: date) -> bool:
    starts, ends = row.get("valid_from") or "", row.get("valid_to") or ""
    return starts <= on.isoformat() and (not ends or on.isoformat() <= ends)


def _whole(name: str, text: str) -> int:
    least, most = _BOUNDS[name]
    if text.isascii() and text.isdecimal() and least <= int(text) <= most:
        return int(text)
    raise InvalidInput(
        N_("data/backups.csv, {setting} : « {text} » ne convient pas. Écrivez un nombre de {least} à {most}."),
        setting=name,
        text=text,
        least=least,
        most=most,
    )


def _hour(text: str) -> time:
    try:
        hour = time.fromisoformat(text)
        fits = hour.tzinfo is None and not MISSING_HOUR <= hour < HOUR_AFTER
    except ValueError:
        fits = False
    if not fits:
        raise InvalidInput(
            N_(
                "data/backups.csv, hour : « {text} » ne convient pas. Écrivez une heure comme 03:00, hors de 02:00 à 02:59 qui manque au passage à l’heure d’été."
            ),
            text=text,
        )
    return hour


def last_due(rules: BackupRules, now: datetime) -> datetime:
    """The instant (UTC) at which the latest nightly copy was to be made."""
    today = paris_date(now)
    due = paris_instant(today, rules.hour)
    return due if due <= now else paris_instant(today - timedelta(days=1), rules.hour)


def next_due(rules: BackupRules, now: datetime) -> datetime:
    """The instant (UTC) of the next nightly copy."""
    today = paris_date(now)
    due = paris_instant(today, rules.hour)
    return due if due > now else paris_instant(today + timedelta(days=1), rules.hour)


def is_late(rules: BackupRules, last: datetime | None, now: datetime) -> bool:
    """Whether the data has gone too long without a proven copy; never copied is late."""
    return last is None or now - last > timedelta(hours=rules.late_hours)


def dropped(copies: Iterable[Copy], rules: BackupRules, now: datetime) -> list[Copy]:
    """The copies that the rotation lets go, oldest first."""
    newest_first = sorted(copies, key=lambda one: (one.at, one.name), reverse=True)
    kept = {one.name for one in newest_first if now - one.at <= timedelta(hours=rules.recent_hours)}
    kept |= _newest_of_each(newest_first, lambda one: paris_date(one.at), rules.daily)
    kept |= _newest_of_each(newest_first, lambda one: monday_of(paris_date(one.at)), rules.weekly)
    kept |= _newest_of_each(newest_first, lambda one: paris_date(one.at).replace(day=1), rules.monthly)
    migrations = [one for one in newest_first if one.kind is Kind.BEFORE_MIGRATION]
    kept |= {one.name for one in (*newest_first[:1], *migrations[: rules.before_migration])}
    return [one for one in reversed(newest_first) if one.name not in kept]


def _newest_of_each(newest_first: list[Copy], period: Callable[[Copy], date], count: int) -> set[str]:
    newest: dict[date, str] = {}
    for one in newest_first:
        newest.setdefault(period(one), one.name)
    return set(list(newest.values())[:count])
