"""What a chronogramme of a file says, line by line, and what importing it would do. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.roster.importing.report import Change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.scenario import Expected
    from app.drills.shock import AnyEffect
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.chronogramme_columns import Column
    from app.roster.importing.report import Flag, Rejection

MOST_INJECTS = 200


class Way(StrEnum):
    """What becomes of the injects that the exercise has already."""

    COMPLETE = "complete"
    REPLACE = "replace"


WAY_WORDS = {
    Way.COMPLETE: N_("Compléter : ceux qui y sont restent"),
    Way.REPLACE: N_("Remplacer : ceux que le fichier n’a pas sont retirés"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftInject:
    """One inject of a file. ``effects`` None: the file does not say them exactly."""

    line: int
    number: int | None
    minutes: int
    sender: str
    recipient: str
    channel: str
    text: str
    expected: tuple[Expected, ...] = ()
    objectives: tuple[str, ...] | None = None
    effects: tuple[AnyEffect, ...] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What importing one inject would do. ``before``: the inject it changes."""

    draft: DraftInject
    change: Change
    before: PlayedInject | None = None


@dataclass(frozen=True, slots=True)
class References:
    """What cells are looked up in: codes of the exercise's objectives, slugs of reflex cards and how each is called."""

    objectives: tuple[str, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronogrammeReading:
    """The whole file against the exercise. ``missing``: groups of columns to point out or values to give first.

    ``to_remove``: injects that replacing would take out. ``untimed``: lines whose time lacks or does not read.
    """

    lines: tuple[ReadLine, ...]
    rejected: tuple[Rejection, ...]
    flags: tuple[Flag, ...]
    missing: tuple[tuple[Column, ...], ...]
    ignored: tuple[str, ...]
    untimed: tuple[int, ...] = ()
    to_remove: tuple[PlayedInject, ...] = ()

    def count(self, change: Change) -> int:
        return sum(one.change is change for one in self.lines)

    @property
    def changes(self) -> int:
        """How many injects importing would write or take out."""
        return len(self.lines) - self.count(Change.UNCHANGED) + len(self.to_remove)
