"""The crisis cell: who holds each function and who stands in, where it meets, when it opens, who is on duty when.

How a rotation is proposed stands in :mod:`app.response.rotation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.core.ids import PersonId
from app.core.intervals import Interval
from app.roster.cells import Cells, integer, required

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

LEAD = 0
"""Rank of the holder (titulaire) of a function; deputies (suppléants) follow in the order they are called."""

DRY_RUN = ""
"""``event_id`` of a rotation made to see whether the cell would hold: « à blanc »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who holds a function at a rank: somebody of the roster, or a name and a telephone for who is not in it.

    ``revision`` 0: not written yet.
    """

    function: str
    rank: int
    person_id: PersonId | None = None
    name: str = ""
    phone: str = ""
    revision: int = 0

    @property
    def key(self) -> str:
        """Whom it is, whatever the function: somebody's id, or their name."""
        return self.person_id or f"name:{self.name.casefold()}"

    @property
    def is_lead(self) -> bool:
        """Whether they hold the function; the others stand in."""
        return self.rank == LEAD


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where and when the cell meets. ``criteria``: what opens it, one sentence a line."""

    place: str = ""
    fallback: str = ""
    video: str = ""
    phone: str = ""
    criteria: str = ""
    """What opens the cell. A CPTS opens its own cell; it never triggers ORSAN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Somebody on duty for a function, from ``starts_at`` until ``ends_at`` (aware instants). No name: still open.

    ``handed_over``: what they passed on when they left; empty until then. ``revision`` 0: not written yet.
    """

    id: str
    function: str
    starts_at: datetime
    ends_at: datetime
    event_id: str = DRY_RUN
    person_id: PersonId | None = None
    name: str = ""
    handed_over: str = ""
    revision: int = 0

    @property
    def interval(self) -> Interval:
        """When it lasts."""
        return Interval(self.starts_at, self.ends_at)

    @property
    def key(self) -> str:
        """Whom it is, as :attr:`Member.key`; empty while nobody is."""
        return self.person_id or (f"name:{self.name.casefold()}" if self.name else "")

    @property
    def is_open(self) -> bool:
        """Whether nobody holds it."""
        return not self.key


@dataclass(frozen=True, slots=True)
class CellLimits:
    """How long one may stay and rest: ``data/cell_limits.csv``, dated, each with its article. Hours, but the handover."""

    longest_shift_hours: int = 12
    usual_shift_hours: int = 8
    rest_hours: int = 11
    week_hours: int = 48
    handover_minutes: int = 15

    @property
    def longest(self) -> timedelta:
        return timedelta(hours=self.longest_shift_hours)

    @property
    def usual(self) -> timedelta:
        return timedelta(hours=self.usual_shift_hours)

    @property
    def rest(self) -> timedelta:
        return timedelta(hours=self.rest_hours)

    @property
    def week(self) -> timedelta:
        return timedelta(hours=self.week_hours)


LIMIT_WORDS = {
    "longest_shift_hours": N_("Durée maximale d’une présence (heures)"),
    "usual_shift_hours": N_("Durée habituelle d’une présence (heures)"),
    "rest_hours": N_("Repos entre deux présences (heures)"),
    "week_hours": N_("Présence sur sept jours (heures)"),
    "handover_minutes": N_("Recouvrement à la relève (minutes)"),
}


def cell_limits(rows: Iterable[Cells]) -> CellLimits:
    """The rows of ``data/cell_limits.csv`` in force, as a value. Raises InvalidInput."""
    values = {required(row, "code"): integer(row, "value") for row in rows}
    known = {name: value for name, value in values.items() if name in LIMIT_WORDS and value is not None}
    return CellLimits(**known)


def by_function(members: Iterable[Member]) -> dict[str, tuple[Member, ...]]:
    """Each function's members, holder first."""
    held: dict[str, list[Member]] = {}
    for one in sorted(members, key=lambda one: (one.function, one.rank)):
        held.setdefault(one.function, []).append(one)
    return {function: tuple(some) for function, some in held.items()}


def gaps(members: Iterable[Member], functions: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """(function, whether its holder misses; else it is a deputy that does), in the order of the functions."""
    held = by_function(members)
    found: list[tuple[str, bool]] = []
    for function in functions:
        some = held.get(function, ())
        if not any(one.is_lead for one in some):
            found.append((function, True))
        elif len(some) < 2:
            found.append((function, False))
    return tuple(found)
