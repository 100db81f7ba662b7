"""What the solver answers: who sits where, how good that is, what is missing and why. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.scheduling.staffing.rules import Rule


class LevelName(StrEnum):
    """What is minimised, in this order, each among the optima of those before it."""

    OPENING = "opening"
    COVERAGE = "coverage"
    DISRUPTION = "disruption"
    PREFERENCE = "preference"
    FAIRNESS = "fairness"


@dataclass(frozen=True, slots=True)
class Level:
    """One level's value and the best lower bound proven for it.

    ``proven`` when the two are equal and every level before it is proven.
    """

    name: LevelName
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person in a role in a session; ``line`` from 1, or None for a role that serves the whole centre."""

    person: str
    session: str
    role: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class OpenLines:
    """How many of a session's ``lines`` its critical roles let open."""

    session: str
    lines: int
    open: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """A set of needs, as (session, role), that asks for more seats than people can fill: ``shortage`` is proven."""

    needs: tuple[tuple[str, str], ...]
    demand: int
    reachable: int

    @property
    def shortage(self) -> int:
        return self.demand - self.reachable


@dataclass(frozen=True, slots=True)
class Shortage:
    """Seats of one need left empty; ``reasons`` counts every person of the problem once, by the first rule met."""

    session: str
    role: str
    missing: int
    reasons: Mapping[Rule, int]
    certificate: Certificate | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to ring: ``gain`` seats more if they said yes to ``sessions``, which they have not answered."""

    person: str
    gain: int
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Overridden:
    """A rule that a pinned seat of this person in this session breaks."""

    person: str
    session: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to a problem; ``seconds`` is wall time and the only part that differs between two proven runs."""

    assignments: tuple[Assignment, ...]
    levels: tuple[Level, ...]
    sessions: tuple[OpenLines, ...] = ()
    unfilled: tuple[Shortage, ...] = ()
    structural: int = 0
    due_to_rules: int = 0
    calls: tuple[Call, ...] = ()
    overridden: tuple[Overridden, ...] = ()
    seconds: float = 0.0

    def level(self, name: LevelName) -> Level | None:
        """The level of that name, or None where the problem does not have it."""
        return next((level for level in self.levels if level.name == name), None)

    @property
    def proven(self) -> bool:
        """Whether every level is proven optimal."""
        return all(level.proven for level in self.levels)
