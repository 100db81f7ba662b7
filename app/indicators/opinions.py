"""Two short, optional, anonymous questions: how satisfied people are, and whether they are asked too much.

Answers are shown together, from five on; nobody's answer is ever shown, and no answer is kept with a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.core.errors import N_
from app.indicators.measures import Measure
from app.words import ngettext

SHOWN_FROM = 5
MARKS = (1, 2, 3, 4, 5)


class Fatigue(StrEnum):
    """The one-tap answer to « en ce moment, ce qu’on vous demande »."""

    FINE = "fine"
    MUCH = "much"
    TOO_MUCH = "too_much"


FATIGUE_WORDS = {
    Fatigue.FINE: N_("ça va"),
    Fatigue.MUCH: N_("c’est beaucoup"),
    Fatigue.TOO_MUCH: N_("c’est trop"),
}


def are_shown(counts: Iterable[int]) -> bool:
    """Whether these answers, counted by choice, are enough for nobody to be recognised."""
    return sum(counts) >= SHOWN_FROM


def mean_mark(marks: Mapping[int, int]) -> Measure:
    """The mean of the marks, hidden below five answers."""
    if not are_shown(marks.values()):
        return too_few(sum(marks.values()))
    return Measure(sum(mark * count for mark, count in marks.items()), sum(marks.values()))


def share_too_much(answers: Mapping[str, int]) -> Measure:
    """The share of « c’est trop », hidden below five answers."""
    if not are_shown(answers.values()):
        return too_few(sum(answers.values()))
    return Measure(answers.get(Fatigue.TOO_MUCH, 0), sum(answers.values()))


def too_few(count: int) -> Measure:
    """Nothing shown, and why: the number of answers alone says nothing of anyone."""
    if not count:
        return Measure()
    said = ngettext("{n} réponse, montrée à partir de {least}", "{n} réponses, montrées à partir de {least}", count)
    return Measure(why=said.format(n=count, least=SHOWN_FROM))
