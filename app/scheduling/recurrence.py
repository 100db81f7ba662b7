"""Recurrence rules of calendars that come from outside, expanded within bounds: how many, how fine, how far.

Built on dateutil; what is here decides which rules are let through and how much work they may cost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from dateutil.rrule import rrule, rrulestr  # type: ignore[import-untyped]

from app.core.clock import PARIS
from app.core.errors import N_, UnreadableFile

if TYPE_CHECKING:
    from icalendar import Component, vRecur

UNREADABLE = N_("Ce calendrier ne se lit pas : collez l’adresse ou le texte iCalendar (.ics) donné par l’agenda.")

MAX_OCCURRENCES = 20_000
"""Over the whole file, those before the window included: they cost as much to walk."""
FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
"""Finer ones (HOURLY, MINUTELY, SECONDLY) are in no real agenda and never end."""
REFUSED_PARTS = {
    "DAILY": frozenset({"BYSETPOS", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}),
    "WEEKLY": frozenset({"BYSETPOS", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}),
}
"""Forbidden by RFC 5545 §3.3.10 with that frequency, or rare and able to run for ever without a hit."""

MOST_INTERVAL = 1_000
EMPTY_RULE_COST = MAX_OCCURRENCES // 4
"""A rule that never falls (30 February) walks up to the year 9999, half a second: three are let pass, no more."""


@dataclass(slots=True)
class Budget:
    """Occurrences still allowed; a calendar that needs more is refused rather than half read."""

    left: int

    def spend(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise UnreadableFile(
                N_("Ce calendrier contient trop de répétitions : exportez une période plus courte, sans répétition.")
            )


def rules_of(event: Component) -> list[vRecur]:
    """The recurrence rules. Raises UnreadableFile for one that is broken, finer than a day, or that could run for ever."""
    found = event.get("RRULE", [])
    rules = found if isinstance(found, list) else [found]
    if not all(_is_readable(rule) for rule in rules):
        raise UnreadableFile(
            N_("Ce calendrier contient une répétition que l’on ne sait pas lire : exportez-le sans répétition.")
        )
    return rules


def _is_readable(rule: vRecur) -> bool:
    try:
        frequency = str(next(iter(rule.get("FREQ", [])), "")).upper()
        parts = {str(part).upper() for part in rule}
        interval = int(next(iter(rule.get("INTERVAL", [1]))))
    except (ValueError, AttributeError, TypeError, StopIteration):
        return False
    refused = REFUSED_PARTS.get(frequency, frozenset())
    return frequency in FREQUENCIES and not parts & refused and 1 <= interval <= MOST_INTERVAL


def expanded(rule: vRecur, start: datetime, first: datetime, last: datetime, budget: Budget) -> list[datetime]:
    """Wall times of the rule from ``first`` to ``last``. Daily and weekly rules without COUNT skip what lies before."""
    if start > last:
        return []
    recurrence = _rrule(rule, start)
    step = {"DAILY": 1, "WEEKLY": 7}.get(str(rule["FREQ"][0]).upper())
    if step and "COUNT" not in rule and start < first:
        days = step * int(next(iter(rule.get("INTERVAL", [1]))))
        start += timedelta(days=(first - start).days // days * days)
        recurrence = _rrule(rule, start)
    kept: list[datetime] = []
    try:
        for wall in takewhile(lambda one: one <= last, recurrence):
            budget.spend()
            kept.append(wall)
    except (ValueError, OverflowError) as error:
        raise UnreadableFile(UNREADABLE) from error
    if not kept:
        budget.spend(EMPTY_RULE_COST)
    return kept


def _rrule(rule: vRecur, start: datetime) -> rrule:
    """The rule from a wall start; an UNTIL in UTC (RFC 5545 §3.3.10) is compared as wall time in Paris."""
    written: bytes = rule.to_ical()  # type: ignore[no-untyped-call]
    text = re.sub(r"UNTIL=(\d{8})(T\d{6})?Z?", _until, written.decode(), flags=re.IGNORECASE)
    try:
        return rrulestr(text, dtstart=start)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise UnreadableFile(UNREADABLE) from error


def _until(found: re.Match[str]) -> str:
    day, clock = found.group(1), found.group(2)
    if clock is None:
        return f"UNTIL={day}T235959"
    instant = datetime.strptime(day + clock, "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if found.group(0).upper().endswith("Z"):
        instant = instant.replace(tzinfo=UTC).astimezone(PARIS).replace(tzinfo=None)
    return f"UNTIL={instant:%Y%m%dT%H%M%S}"
