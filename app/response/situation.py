"""A « point de situation »: the figures of an event at one hour, and the parts of its text. No clock, no SQL.

Figures are frozen when a report is prepared: what was sent stays readable as it was sent. Nobody's name is in them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from datetime import datetime


LONGEST = 4_000
"""What a report holds at most, so that it prints on one A4 with its figures (house rule)."""


@dataclass(frozen=True, slots=True)
class Staffed:
    """One request for people: what it asks, where, and how many of the wanted places are held."""

    text: str
    place: str
    filled: int
    wanted: int
    requisitioned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of an event at ``at``; a count that nothing feeds yet is None, never nought."""

    at: datetime
    title: str
    exercise: bool
    state: str
    """In words: « tension »."""
    since: datetime
    authority: str = ""
    """Who qualified it and under which reference, in words."""
    communes: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    """Titles of the plans activated."""
    tasks: int = 0
    tasks_done: int = 0
    tasks_late: int = 0
    late: tuple[str, ...] = ()
    """The late actions, oldest first, with their function: what a reader asks about next."""
    asked: int | None = None
    """People alerted; None while no alert was launched."""
    reached: int = 0
    answered: int = 0
    available: int = 0
    practices: int | None = None
    """Practices, pharmacies and establishments asked; None while none were."""
    practices_open: int = 0
    practices_degraded: int = 0
    practices_closed: int = 0
    uncovered: str = ""
    """Needs of care without a solution, as written: a figure, or that it is masked; empty while nothing fails."""
    relayed: str = ""
    care: tuple[str, ...] = ()
    """What is said of the continuity of care: by 12 hours, what it rests on."""
    requests: tuple[Staffed, ...] = ()
    doses: int | None = None
    """Injections counted since the event was opened; None where no centre counted any."""
    owed: int = 0
    owed_late: int = 0
    open_points: int = 0
    """Decisions and actions of the main courante still under way."""
    decisions: tuple[str, ...] = ()
    """Decisions noted since the last report, oldest first, each with its hour."""

    @property
    def practices_silent(self) -> int:
        """Those who have not answered: silence is no opening."""
        return (self.practices or 0) - self.practices_open - self.practices_degraded - self.practices_closed

    @property
    def wanted(self) -> int:
        """Places wanted by every request."""
        return sum(one.wanted for one in self.requests)

    @property
    def filled(self) -> int:
        """Places held."""
        return sum(one.filled for one in self.requests)


def as_text(figures: Figures) -> str:
    """The figures as they are kept."""
    held = asdict(figures)
    for name in ("at", "since"):
        held[name] = instant_text(held[name])
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Figures:
    """The figures that :func:`as_text` wrote; what a later version added takes its default, what it dropped is left out."""
    held: dict[str, Any] = json.loads(text)
    known = {one.name for one in fields(Figures)}
    kept: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in held.items() if name in known
    }
    kept["requests"] = tuple(Staffed(**one) for one in held.get("requests", ()))
    return Figures(**{**kept, "at": instant_of(held["at"]), "since": instant_of(held["since"])})


_DASHES = "-•–"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a report as it is laid out: a title alone on its line before points, or plain paragraphs."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def blocks(text: str) -> tuple[Block, ...]:
    """The parts of a text: an empty line ends one, a line that begins with a dash is a point."""
    found = []
    for part in text.replace("\r", "").split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        points = tuple(line[1:].strip() for line in lines if line[0] in _DASHES)
        others = tuple(line for line in lines if line[0] not in _DASHES)
        is_titled = bool(points) and len(others) == 1 and others[0] == lines[0]
        if lines:
            found.append(Block(others[0], (), points) if is_titled else Block("", others, points))
    return tuple(found)
