"""Findings that come back from one exercise to the next: the same thing said again, or the same objective missed again. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.exercise.rating import Element

ALIKE = 0.5
"""Two findings share at least this part of their words that mean something (Jaccard index; design choice)."""
FEWEST_WORDS = 2
"""Below, two short sentences would look alike by chance."""
SHORTEST = 4
"""Letters of a word that means something, endings cut."""
STEM = 6
"""Letters kept of a word, so that « téléphone » and « téléphones » are one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to improve said in one exercise. ``number`` is the exercise's; ``element``: what it touches, if somebody said."""

    exercise_id: str
    number: int
    text: str
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same finding in several exercises, the oldest first."""

    findings: tuple[Finding, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The exercises, each once, oldest first."""
        return tuple(dict.fromkeys(one.number for one in self.findings))

    @property
    def text(self) -> str:
        """As it was said last."""
        return self.findings[-1].text

    @property
    def element(self) -> Element | None:
        return next((one.element for one in reversed(self.findings) if one.element), None)


def repeats_of(findings: Iterable[Finding]) -> tuple[Repeat, ...]:
    """Findings of several exercises that say the same, those that came back most often first."""
    held: list[tuple[list[Finding], list[frozenset[str]]]] = []
    for one in sorted(findings, key=lambda one: (one.number, one.text)):
        meaning = _meaning(one.text)
        found = next((group for group in held if _says_the_same(one, meaning, group)), None)
        if found is None:
            held.append(([one], [meaning]))
        else:
            found[0].append(one)
            found[1].append(meaning)
    repeats = [Repeat(tuple(group)) for group, _meanings in held]
    again = [one for one in repeats if len(one.numbers) > 1]
    return tuple(sorted(again, key=lambda one: (-len(one.numbers), -one.numbers[-1], one.text)))


def _says_the_same(
    one: Finding, meaning: frozenset[str], group: tuple[Sequence[Finding], Sequence[frozenset[str]]]
) -> bool:
    """Whether one of a group says the same, without touching another element."""
    return any(
        _alike(meaning, other) and (not one.element or not each.element or one.element is each.element)
        for each, other in zip(*group, strict=True)
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(one), len(other)) < FEWEST_WORDS:
        return bool(one) and one == other
    return len(one & other) / len(one | other) >= ALIKE


def _meaning(text: str) -> frozenset[str]:
    """The stems of the words that mean something, without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return frozenset(word[:STEM] for word in re.findall(r"[a-z0-9]+", letters) if len(word) >= SHORTEST)
