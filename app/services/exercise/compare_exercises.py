"""Two exercises side by side: what was met, how fast, how well the territory was covered; and what each figure rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_
from app.drills.drill import LineName
from app.exercise.chronogramme import Outcome
from app.exercise.delays import CHAIN, STEP_WORDS
from app.exercise.rating import LETTER_WORDS, Letter
from app.exercise.said import spoken_delay
from app.services.exercise.read_exercise_review import read_review
from app.words import _
from app.words.dates import spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.access.actor import Actor
    from app.exercise.delays import DelayStep
    from app.exercise.review import Review
    from app.store.database import Store

COVERED = (
    (LineName.SHOCK, N_("Couverture au plus bas, sans plan")),
    (LineName.PLAN, N_("Couverture au plus bas, avec le plan")),
    (LineName.PLAYED, N_("Couverture au plus bas, tel que joué")),
)  # fmt: skip
LONG = 15
"""Minutes of difference from which a delay is said to have moved (design choice)."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both: its words, how each is said, and how it moved: -1 worse, 0 the same or unknown, 1 better."""

    words: str
    first: str
    second: str
    moved: int = 0


@dataclass(frozen=True, slots=True)
class ExerciseComparison:
    """Figures in their order, and what to beware of in comparing them."""

    first: Review
    second: Review
    rows: tuple[Compared, ...]
    warnings: tuple[str, ...]

    @property
    def better(self) -> tuple[Compared, ...]:
        return tuple(one for one in self.rows if one.moved > 0)

    @property
    def worse(self) -> tuple[Compared, ...]:
        return tuple(one for one in self.rows if one.moved < 0)


def compare_exercises(actor: Actor, store: Store, first_id: str, second_id: str) -> ExerciseComparison:
    """The first is the older one to compare from. Raises NotFound, RuleRefusal for one that goes on, NotAllowed."""
    require(actor, Action.READ_EXERCISES)
    first, second = (read_review(actor, store, one) for one in (first_id, second_id))
    return ExerciseComparison(first, second, tuple(_rows(first, second)), tuple(_warnings(first, second)))


def _rows(first: Review, second: Review) -> Iterator[Compared]:
    rated = [any(one.letters.get(letter, 0) for letter in Letter) for one in (first, second)]
    for letter in Letter:
        counts = [one.letters.get(letter, 0) for one in (first, second)]
        worse = letter in (Letter.MAJOR_CHALLENGES, Letter.UNABLE)
        moved = (
            0
            if letter is Letter.SOME_CHALLENGES or not all(rated)
            else _sign(counts[0] - counts[1] if worse else counts[1] - counts[0])
        )
        words = _("Objectifs {letter} ({words})").format(letter=letter.value, words=_(LETTER_WORDS[letter]))
        # Where nobody rated anything, a count is not known: it is not nought.
        said = [str(count) if known else "–" for count, known in zip(counts, rated, strict=True)]
        yield Compared(words, said[0], said[1], moved)
    for step in CHAIN:
        yield _delay(step, first, second)
    for name, words in COVERED:
        yield _coverage(name, _(words), first, second)
    yield _part(
        _("Messages joués sur ceux prévus"), [(len(one.played), len(one.injects)) for one in (first, second)], 0
    )
    done = [(one.outcomes.get(Outcome.DONE, 0), len(one.expected)) for one in (first, second)]
    yield _part(_("Attendus faits"), done, 1)
    yield _part(_("Présents sur les invités"), [(one.attended, one.participants) for one in (first, second)], 1)


def _delay(step: DelayStep, first: Review, second: Review) -> Compared:
    """A delay that was never done is worse than any that was; one that is not known says nothing."""
    delays = [one.delay(step) for one in (first, second)]
    minutes = [one.minutes if one else None for one in delays]
    said = [
        "–" if delay is None else _("pas fait") if one is None else spoken_delay(one)
        for delay, one in zip(delays, minutes, strict=True)
    ]
    before, after = minutes
    if None in delays:
        moved = 0
    elif before is None or after is None:
        moved = (after is not None) - (before is not None)
    else:
        moved = _sign(before - after) if abs(before - after) >= LONG else 0
    words = _(STEP_WORDS[step])
    return Compared(capitalised(words), said[0], said[1], moved)


def _coverage(name: LineName, words: str, first: Review, second: Review) -> Compared:
    shares = [one.lowest(name) for one in (first, second)]
    said = ["–" if one is None else _("{n} %").format(n=int(100 * one)) for one in shares]
    before, after = shares
    moved = 0 if before is None or after is None else _sign(int(100 * after) - int(100 * before))
    return Compared(words, said[0], said[1], moved)


def _part(words: str, pairs: list[tuple[int, int]], better: int) -> Compared:
    """« 7 sur 9 »; ``better`` 0: more is neither better nor worse."""
    said = [
        "–" if not whole else _("{n} sur {of}").format(n=spoken_number(part), of=spoken_number(whole))
        for part, whole in pairs
    ]
    (part, whole), (later, of) = pairs
    moved = better * _sign(later * whole - part * of) if whole and of else 0
    return Compared(words, said[0], said[1], moved)


def _warnings(first: Review, second: Review) -> Iterator[str]:
    if first.exercise.scenario.code != second.exercise.scenario.code:
        yield _(
            "Ce ne sont pas les mêmes scénarios\u00a0: les objectifs et les chocs diffèrent, seuls les délais se comparent."
        )
    elif first.exercise.scenario != second.exercise.scenario:
        yield _("Le scénario a été changé entre les deux\u00a0: une partie de l’écart vient de là.")
    if any(each.ratings and each.is_thin for one in (first, second) for each in one.evaluations):
        yield _("Des objectifs ont moins de trois évaluateurs\u00a0: leur lettre est fragile.")
    if any(one.minutes is None for review in (first, second) for one in review.delays):
        yield _("Ce qui n’a pas été fait est dit «\u00a0pas fait\u00a0», et n’entre dans aucune moyenne.")


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
