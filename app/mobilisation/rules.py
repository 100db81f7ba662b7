"""How much, when and how often people may be asked: the community's rules, read from ``data/solicitation.csv``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time, timedelta

from app.core.errors import N_, InvalidInput
from app.mobilisation.quiet import QuietHours
from app.roster.cells import Cells, required, words

MOST_IN_A_WAVE = 5
"""No setting lifts it: a wave asks at most five people (DESIGN §3)."""

HOURS_IN_A_DAY = 24
EARLIEST_REMINDER, LATEST_REMINDER = time(6), time(22)


@dataclass(frozen=True, slots=True, kw_only=True)
class SolicitationRules:
    """What the community allows itself. Days, hours and minutes are whole numbers; wall times are Europe/Paris.

    The defaults are those of ``data/solicitation.csv``: indicative values, no text sets them.
    """

    budget: int = 3
    """Requests a person may receive over any ``period_days``, whatever their subject."""
    period_days: int = 7
    quiet: QuietHours = field(default_factory=QuietHours)
    wave_size: int = MOST_IN_A_WAVE
    wave_delay_minutes: int = 30
    urgent_hours: int = 24
    """A hole that starts within these hours may be announced as urgent."""
    claim_minutes: int = 10
    """How long someone who picks up the phone keeps a person for themselves."""
    reminder_days: tuple[int, ...] = (3, 1)
    reminder_hour: time = time(10)
    unconfirmed_hours: int = 24
    change_hours: int = 48
    """A change to a session that starts within these hours always makes a message (CALENDAR: a feed is too slow)."""
    notice_hours: int = 3
    """A message about a change waits for the end of the quiet hours only if that leaves these hours before the start."""
    poll_reminder_hours: int = 24
    withdraw_days: int = 7
    """From here on whoever can't come stays responsible until someone takes over."""
    offer_minutes: int = 240
    """How long a freed seat is kept for the next person of the waiting list."""

    @property
    def period(self) -> timedelta:
        return timedelta(days=self.period_days)


_BOUNDS: dict[str, tuple[int, int]] = {
    "budget": (0, 50),
    "period_days": (1, 31),
    "wave_size": (1, MOST_IN_A_WAVE),
    "wave_delay_minutes": (1, 24 * 60),
    "urgent_hours": (0, 7 * HOURS_IN_A_DAY),
    "claim_minutes": (1, 120),
    "unconfirmed_hours": (1, 7 * HOURS_IN_A_DAY),
    "change_hours": (48, 7 * HOURS_IN_A_DAY),
    "notice_hours": (0, 48),
    "poll_reminder_hours": (1, 14 * HOURS_IN_A_DAY),
    "withdraw_days": (0, 31),
    "offer_minutes": (1, 48 * 60),
}
"""Setting → least and greatest value. A change inside 48 h always makes a message: that bound can only be widened."""

_QUIET = ("quiet_from", "quiet_until", "quiet_weekdays", "quiet_holidays")
_OTHERS = ("reminder_days", "reminder_hour")
SETTINGS = (*_BOUNDS, *_QUIET, *_OTHERS)
"""Every ``setting`` a row of the table may carry."""


def solicitation_rules(rows: Iterable[Cells]) -> SolicitationRules:
    """The rules that the table's rows (``setting``, ``value``, ``source``) make; what no row sets keeps its default.

    Raises InvalidInput naming the setting, its value and what would fit.
    """
    values: dict[str, object] = {}
    quiet: dict[str, str] = {}
    for row in rows:
        setting = required(row, "setting")
        if setting not in SETTINGS:
            raise InvalidInput(
                N_("« {setting} » n’est pas un réglage des sollicitations ; choisissez parmi : {known}."),
                setting=setting,
                known=", ".join(SETTINGS),
            )
        if setting in _QUIET:
            quiet[setting] = row["value"].strip()
        else:
            values[setting] = _value(setting, row)
    return SolicitationRules(quiet=_quiet_of(quiet), **values)  # type: ignore[arg-type]


def _value(setting: str, row: Cells) -> object:
    if setting == "reminder_days":
        days = {_whole(setting, word, 0, 31) for word in words(row, "value")}
        return tuple(sorted(days, reverse=True))
    if setting == "reminder_hour":
        return _daytime(setting, required(row, "value"))
    return _whole(setting, required(row, "value"), *_BOUNDS[setting])


def _whole(setting: str, text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise InvalidInput(
            N_("{setting} : « {value} » ; écrivez un nombre entier de {least} à {most}."),
            setting=setting, value=text, least=least, most=most,
        )  # fmt: skip
    return int(text)


def _wall(setting: str, text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            N_("{setting} : « {value} » n’est pas une heure, écrivez-la 21:00."), setting=setting, value=text
        ) from None


def _daytime(setting: str, text: str) -> time:
    """A reminder leaves by day, so that no change of the clock can swallow its hour."""
    wall = _wall(setting, text)
    if not EARLIEST_REMINDER <= wall <= LATEST_REMINDER:
        raise InvalidInput(
            N_("{setting} : « {value} » ; choisissez une heure entre 6:00 et 22:00."), setting=setting, value=text
        )
    return wall


def _quiet_of(values: dict[str, str]) -> QuietHours:
    usual = QuietHours()
    weekdays = values.get("quiet_weekdays")
    holidays = values.get("quiet_holidays", "oui").casefold()
    if holidays not in ("oui", "non"):
        raise InvalidInput(
            N_("{setting} : « {value} » ; écrivez oui ou non."), setting="quiet_holidays", value=holidays
        )
    return QuietHours(
        _wall("quiet_from", values["quiet_from"]) if "quiet_from" in values else usual.starts,
        _wall("quiet_until", values["quiet_until"]) if "quiet_until" in values else usual.ends,
        usual.weekdays
        if weekdays is None
        else frozenset(_whole("quiet_weekdays", word, 0, 6) for word in weekdays.split("|") if word),
        holidays == "oui",
    )
