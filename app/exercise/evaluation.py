"""What evaluators together say of an objective: the letter that stands, whether they agree, whether they are enough. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.exercise.rating import ENOUGH_EVALUATORS, Letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.drills.scenario import Objective
    from app.exercise.rating import Rating

ORDER = tuple(Letter)
"""From best to worst."""

UNIFIED = 0.6
"""From this part of evaluators on, one letter is said to be shared (DRILLS §4: « Unified ≥ 60 % agreement », Immersive)."""

SHORT_OF_IT = frozenset({Letter.MAJOR_CHALLENGES, Letter.UNABLE})
"""Letters that say an objective was not met: their root cause is asked for."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One objective and all its ratings, each evaluator once."""

    objective: Objective
    ratings: tuple[Rating, ...] = ()

    @property
    def letter(self) -> Letter | None:
        """The middle letter, the worse of the two middle ones when they are even; None when nobody rated."""
        if not self.ratings:
            return None
        ranked = sorted(ORDER.index(one.letter) for one in self.ratings)
        return ORDER[ranked[len(ranked) // 2]]

    @property
    def counts(self) -> Mapping[Letter, int]:
        """Letter → how many gave it, from best to worst, those nobody gave left out."""
        found = Counter(one.letter for one in self.ratings)
        return {letter: found[letter] for letter in ORDER if found[letter]}

    @property
    def is_unanimous(self) -> bool:
        return len(self.counts) <= 1

    @property
    def is_split(self) -> bool:
        """Whether no letter is shared by enough of them, or two of them stand two letters apart."""
        if self.is_unanimous:
            return False
        ranks = [ORDER.index(letter) for letter in self.counts]
        return max(self.counts.values()) / len(self.ratings) < UNIFIED or max(ranks) - min(ranks) >= 2

    @property
    def is_thin(self) -> bool:
        """Whether fewer rated it than a review wants."""
        return len(self.ratings) < ENOUGH_EVALUATORS

    @property
    def causes(self) -> tuple[str, ...]:
        """The root causes given, each once."""
        return tuple(dict.fromkeys(one.cause for one in self.ratings if one.cause))


def evaluations_of(objectives: Sequence[Objective], ratings: Iterable[Rating]) -> tuple[Evaluation, ...]:
    """Every objective in its order, rated or not; ratings of an objective that is no longer there are left out."""
    held: dict[str, list[Rating]] = {}
    for one in ratings:
        held.setdefault(one.objective, []).append(one)
    return tuple(Evaluation(one, tuple(held.get(one.code, ()))) for one in objectives)


def letter_counts(evaluations: Iterable[Evaluation]) -> Mapping[Letter, int]:
    """How many objectives stand at each letter, from best to worst, none left out."""
    found = Counter(one.letter for one in evaluations if one.letter)
    return {letter: found[letter] for letter in ORDER if found[letter]}
