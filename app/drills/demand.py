"""What the inhabitants ask for: each skill's rate, and how it spreads over half-days and communes. Rows of
``data/coverage_skills.csv``; every rate is a hypothesis until a register or figures of the territory say better.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.drills.half_days import DayKind, day_kind, day_of
from app.drills.world import Part, Skill
from app.roster.cells import Cells, bounded, choice, integer, required, text, words
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.world import Slice

WEIGHTS = (1, 5)


class Counts(StrEnum):
    """What a register says of a skill: all of it, a part (never below it), or nothing."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRow:
    """One kind of care. ``daily_per_1000``: acts a weekday for 1,000 inhabitants; ``share_percent``: the part of them that the
    professionals of the roster answer for, who are never all those of the territory. ``full_share_percent``: the same when
    everybody that the territory is known to have is there; the rest is given by stand-ins, hospitals and neighbours.

    ``morning_percent`` + ``afternoon_percent`` + ``night_percent`` = 100; ``saturday_percent``, ``sunday_percent``: of a
    weekday. ``neighbour_local_percent``: what the neighbouring communes' own professionals (``neighbour_profession``, a slug)
    give there. ``places_kind``: kind of site whose places ask for ``daily_per_100_places`` instead of the inhabitants, where their places are known.
    """

    code: str
    label_fr: str
    label_en: str
    weight: int
    categories: frozenset[str]
    register: Counts
    daily_per_1000: Fraction
    share_percent: int
    morning_percent: int
    afternoon_percent: int
    night_percent: int
    saturday_percent: int
    sunday_percent: int
    neighbour_local_percent: int
    neighbour_profession: str = ""
    places_kind: str = ""
    daily_per_100_places: int = 0
    full_share_percent: int = 0
    source: str = ""
    checked: str = "recalled"

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return self.label_en if language() == "en" and self.label_en else self.label_fr

    @property
    def skill(self) -> Skill:
        """As the engine takes it."""
        return Skill(self.code, self.label, self.weight)

    def daily(self, people: int, present: Fraction | None = None) -> Fraction:
        """Acts a weekday that so many inhabitants ask of the roster. ``present``: the part (0–1) of the offer known on the
        territory that the roster holds; None where nobody knows: the table's own share then."""
        share = Fraction(self.share_percent)
        if present is not None and self.full_share_percent:
            share = present * self.full_share_percent
        return self.daily_per_1000 * people * share / 100_000

    def part(self, one: Slice) -> Fraction:
        """The part of a weekday's acts that falls in a slice."""
        return self.of_part(one.part) * self._of_day(day_kind(day_of(one)))

    def of_part(self, part: Part) -> Fraction:
        """The part of a day's acts that falls in its morning, afternoon or night."""
        said = {
            Part.MORNING: self.morning_percent, Part.AFTERNOON: self.afternoon_percent, Part.NIGHT: self.night_percent
        }  # fmt: skip
        return Fraction(said[part], 100)

    def _of_day(self, kind: DayKind) -> Fraction:
        said = {DayKind.WEEKDAY: 100, DayKind.SATURDAY: self.saturday_percent, DayKind.SUNDAY: self.sunday_percent}
        return Fraction(said[kind], 100)


def spread(whole: Fraction, weights: Sequence[int | Fraction]) -> list[int]:
    """``whole``, rounded to the nearest, shared by ``weights`` by largest remainder; all noughts where nobody weighs anything."""
    units, total = int(whole + Fraction(1, 2)), sum(weights)
    if not total:
        return [0] * len(weights)
    exact = [units * Fraction(one) / total for one in weights]
    found = [int(one) for one in exact]
    rest = sorted(range(len(weights)), key=lambda rank: (found[rank] - exact[rank], rank))
    for rank in rest[: units - sum(found)]:
        found[rank] += 1
    return found


def skill_row_of(row: Cells) -> SkillRow:
    """One row of ``coverage_skills.csv``. Raises InvalidInput."""
    read = SkillRow(
        code=required(row, "code"),
        label_fr=required(row, "label_fr"),
        label_en=text(row, "label_en"),
        weight=bounded(row, "weight", *WEIGHTS),
        categories=frozenset(words(row, "categories")),
        register=Counts(choice(row, "register", frozenset(Counts))),
        daily_per_1000=_decimal(row, "daily_per_1000"),
        share_percent=bounded(row, "share_percent", 1, 100),
        full_share_percent=_share(row, "full_share_percent"),
        morning_percent=bounded(row, "morning_percent", 0, 100),
        afternoon_percent=bounded(row, "afternoon_percent", 0, 100),
        night_percent=bounded(row, "night_percent", 0, 100),
        saturday_percent=bounded(row, "saturday_percent", 0, 300),
        sunday_percent=bounded(row, "sunday_percent", 0, 300),
        neighbour_local_percent=bounded(row, "neighbour_local_percent", 0, 100),
        neighbour_profession=text(row, "neighbour_profession"),
        places_kind=text(row, "places_kind"),
        daily_per_100_places=integer(row, "daily_per_100_places") or 0,
        source=required(row, "source"),
        checked=required(row, "checked"),
    )
    if read.morning_percent + read.afternoon_percent + read.night_percent != 100:
        raise InvalidInput(
            N_("{code} : matin, après-midi et nuit doivent faire 100 % ensemble (ici {total} %)."),
            code=read.code,
            total=read.morning_percent + read.afternoon_percent + read.night_percent,
        )
    return read


def _share(row: Cells, column: str) -> int:
    """Nought where nothing is said. Raises InvalidInput."""
    return bounded(row, column, 1, 100) if text(row, column) else 0


def _decimal(row: Cells, column: str) -> Fraction:
    """A number with at most three decimals, a point or a comma. Raises InvalidInput."""
    said = required(row, column).replace(",", ".")
    whole, _point, decimals = said.partition(".")
    if not (whole + decimals).isdecimal() or len(decimals) > 3 or not whole.isdecimal() or int(whole) > 1_000:
        raise InvalidInput(N_("{column} : « {said} » ; écrivez un nombre comme 4 ou 0,32."), column=column, said=said)
    return Fraction(said)
