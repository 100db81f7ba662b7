"""A request as it is said on the telephone, read into its parts: « 2 MG + 2 IDE à la MSP de Pluvigner jusqu’à 21 h ».

What is not understood is left for a person to fill in; nothing is guessed beyond what was said. Wall times are Paris's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.response.staffing_request import Wanted, merged
from app.roster.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable

EVENING = (time(19), time(23))
NIGHT = (time(21), time(7))
"""What « ce soir » and « cette nuit » mean when no hour is said (working default; the form shows them before anything is kept)."""

_PEOPLE = re.compile(r"(?<![\w,.])(\d{1,2})\s+([^\W\d][\w’'-]*)", re.UNICODE)
_HOUR = r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?"
_SPAN = re.compile(rf"\bde\s+{_HOUR}\s*à\s+{_HOUR}", re.IGNORECASE)
_FROM = re.compile(rf"\b(?:de|dès|à partir de|à)\s+{_HOUR}", re.IGNORECASE)
_TO = re.compile(rf"\b(?:jusqu[’']?\s?à)\s+{_HOUR}", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:à\s+l[’']|à\s+la\s+|au\s+|aux\s+)(?P<place>.+?)"
    r"(?=\s+(?:(?:de|dès|à|à\s+partir\s+de)\s+\d|jusqu|ce\s+soir|cette\s+nuit|demain)|\s*[:;,.]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood; None or empty where nothing was said. Instants are aware."""

    wanted: tuple[Wanted, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""


def heard(line: str, role_of: Callable[[str], str], now: datetime) -> Heard:
    """The parts of a line; ``role_of`` gives the role of a word (« MG », « IDE », « psychologue »), or nothing."""
    wanted = [Wanted(role, int(count)) for count, word in _PEOPLE.findall(line) if (role := role_of(fold(word)))]
    starts_at, ends_at = _hours(line, now)
    found = _PLACE.search(line)
    return Heard(merged(wanted), starts_at, ends_at, found["place"].strip() if found else "")


def _hours(line: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    today = now.astimezone(PARIS).date() + timedelta(days=1 if re.search(r"\bdemain\b", line, re.IGNORECASE) else 0)
    begins, ends = _said(line)
    if begins is None and ends is None:
        begins, ends = _part_of_day(line)
        if begins is None:
            return None, None
    starts_at = datetime.combine(today, begins, PARIS) if begins else now
    if ends is None:
        return starts_at, None
    ends_at = datetime.combine(starts_at.astimezone(PARIS).date(), ends, PARIS)
    return starts_at, ends_at if ends_at > starts_at else ends_at + timedelta(days=1)


def _said(line: str) -> tuple[time | None, time | None]:
    """« de 18 h 30 à 22 h », « de 18 h jusqu’à 22 h », « à 20 h », « jusqu’à 21 h »."""
    span = _SPAN.search(line)
    if span is not None:
        return _wall(span[1], span[2]), _wall(span[3], span[4])
    last = _TO.search(line)
    first = _FROM.search(line[: last.start()] if last else line)
    return (_wall(first[1], first[2]) if first else None), (_wall(last[1], last[2]) if last else None)


def _part_of_day(line: str) -> tuple[time | None, time | None]:
    if re.search(r"\b(?:ce|demain)\s+soir\b", line, re.IGNORECASE):
        return EVENING
    if re.search(r"\bcette\s+nuit\b|\bla\s+nuit\b", line, re.IGNORECASE):
        return NIGHT
    return None, None


def _wall(hour: str, minute: str | None) -> time | None:
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))
