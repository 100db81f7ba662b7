"""People vaccinated by target group, which is also an age band: first doses over the population the community typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.roster.cells import Cells, integer, required, text
from app.words import _
from app.words.bilingual import in_language

if TYPE_CHECKING:
    from app.indicators.facts import Facts

OLDEST = 150
"""« Sans limite » in ``data/target_groups.csv``."""


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """One row of ``data/target_groups.csv``: a public and its ages, whole years, ends included."""

    slug: str
    label_fr: str
    label_en: str
    youngest: int
    oldest: int

    @property
    def label(self) -> str:
        return in_language(self.label_fr, self.label_en)

    @property
    def ages(self) -> str:
        """« 75 ans et plus », « 12–17 ans »."""
        if self.oldest >= OLDEST:
            return _("{n} ans et plus").format(n=self.youngest)
        return _("{youngest}–{oldest} ans").format(youngest=self.youngest, oldest=self.oldest)


def target_group_of(row: Cells) -> TargetGroup:
    """One row as a value."""
    return TargetGroup(
        slug=required(row, "slug"),
        label_fr=required(row, "label_fr"),
        label_en=text(row, "label_en") or required(row, "label_fr"),
        youngest=integer(row, "youngest") or 0,
        oldest=OLDEST if (oldest := integer(row, "oldest")) is None else oldest,
    )


@dataclass(frozen=True, slots=True)
class GroupRate:
    """A group: people vaccinated, all its injections, and its population when it was typed."""

    group: str
    people: int
    injections: int
    population: int | None


def group_rates(facts: Facts, populations: Mapping[str, int]) -> tuple[GroupRate, ...]:
    """Groups that were counted, or whose population was typed, most vaccinated first.

    People are counted by their first dose: a session of second doses adds injections, nobody new.
    """
    first = {session.id for session in facts.sessions if session.dose_number == 1}
    people: Counter[str] = Counter()
    injections: Counter[str] = Counter()
    for (session, group), count in facts.by_group.items():
        injections[group] += count
        people[group] += count if session in first else 0
    groups = {*injections, *populations}
    rates = (GroupRate(one, people[one], injections[one], populations.get(one) or None) for one in groups)
    return tuple(sorted(rates, key=lambda one: (-one.people, one.group)))
