"""What changed between two versions of a plan: section by section, line by line, then word by word. Values only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from app.response.plan import SECTIONS, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORDS = re.compile(r"\s+|[^\s]+")
MOST_PAIRS = 2_500
"""Pairs of replaced lines that are all compared with one another."""
LEAST_ALIKE = 0.5
"""Below this share of common words two lines are not the same line changed: one goes, the other comes."""


class Mark(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


SIGNS = {Mark.SAME: "", Mark.ADDED: "+", Mark.REMOVED: "−"}
"""A sign beside the colour: colour alone says nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that share one fate."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a section, new, gone, changed inside, or as it was."""

    runs: tuple[Run, ...]

    @property
    def mark(self) -> Mark | None:
        """What became of the whole line; None when it changed inside."""
        marks = {one.mark for one in self.runs}
        return marks.pop() if len(marks) == 1 else None

    @property
    def text(self) -> str:
        """All its words, those gone included."""
        return "".join(one.text for one in self.runs)


@dataclass(frozen=True, slots=True)
class SectionDiff:
    """What changed in one section."""

    key: str
    title: str
    lines: tuple[DiffLine, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything is new or gone."""
        return any(one.mark is not Mark.SAME for one in self.lines)

    @property
    def added(self) -> int:
        """How many words are new."""
        return _count(self.lines, Mark.ADDED)

    @property
    def removed(self) -> int:
        """How many words are gone."""
        return _count(self.lines, Mark.REMOVED)

    def around(self, context: int = 1) -> tuple[DiffLine | None, ...]:
        """The lines that changed with ``context`` lines before and after; None stands for lines left out."""
        kept = {
            near
            for n, line in enumerate(self.lines)
            if line.mark is not Mark.SAME
            for near in range(n - context, n + context + 1)
        }
        shown: list[DiffLine | None] = []
        for is_kept, group in groupby(enumerate(self.lines), key=lambda pair: pair[0] in kept):
            shown.extend([line for _n, line in group] if is_kept else [None])
        return tuple(shown)


def compare(before: Iterable[Section], after: Iterable[Section]) -> tuple[SectionDiff, ...]:
    """Every section of either version, in order; those that did not change too."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    order = [*SECTIONS, *(key for key in (*new, *old) if key not in SECTIONS)]
    return tuple(_section(old.get(key), new.get(key)) for key in dict.fromkeys(order) if key in old or key in new)


def _section(before: Section | None, after: Section | None) -> SectionDiff:
    named = after or before
    assert named is not None
    return SectionDiff(named.key, named.title, tuple(_lines(_split(before), _split(after))))


def _split(section: Section | None) -> list[str]:
    return [line for line in section.body.splitlines() if line.strip()] if section else []


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffLine]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            yield from (_whole(Mark.SAME, line) for line in before[first:last])
        else:
            yield from _paired(before[first:last], after[begin:end])


def _paired(gone: Sequence[str], come: Sequence[str]) -> Iterator[DiffLine]:
    """Lines that were replaced: each with the one it became where there is one, in order; else it went, and others came."""
    reached = 0
    for n, old in enumerate(gone):
        best = _became(old, come, reached, n, len(gone) * len(come))
        if best is None:
            yield _whole(Mark.REMOVED, old)
            continue
        yield from (_whole(Mark.ADDED, new) for new in come[reached:best])
        yield DiffLine(_runs(old, come[best]))
        reached = best + 1
    yield from (_whole(Mark.ADDED, new) for new in come[reached:])


def _became(old: str, come: Sequence[str], reached: int, place: int, pairs: int) -> int | None:
    """The place of the line that is most like ``old``; beyond :data:`MOST_PAIRS` only that in its own place is looked at."""
    near = range(reached, len(come)) if pairs <= MOST_PAIRS else range(max(reached, place), min(place + 1, len(come)))
    likeness = {n: _likeness(old, come[n]) for n in near}
    best = max(likeness, key=lambda n: (likeness[n], -n), default=None)
    return best if best is not None and likeness[best] >= LEAST_ALIKE else None


def _likeness(old: str, new: str) -> float:
    """Share of words that two lines have in common, in order, from 0 to 1."""
    matcher = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LEAST_ALIKE else 0.0


def _runs(old: str, new: str) -> tuple[Run, ...]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(_settled(_word_runs(matcher, before, after)))


def _word_runs(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Run]:
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            yield Run(Mark.SAME, "".join(before[first:last]))
        else:
            yield Run(Mark.REMOVED, "".join(before[first:last]))
            yield Run(Mark.ADDED, "".join(after[begin:end]))


def _settled(runs: Iterable[Run]) -> Iterator[Run]:
    """Without empty runs; a lone space between two changes belongs to both, so that changed phrases read whole."""
    held = [one for one in runs if one.text]
    gone, come = "", ""
    for n, one in enumerate(held):
        is_space = one.mark is Mark.SAME and not one.text.strip() and 0 < n < len(held) - 1
        if one.mark is Mark.REMOVED:
            gone += one.text
        elif one.mark is Mark.ADDED:
            come += one.text
        elif is_space:
            gone, come = gone + one.text, come + one.text
        else:
            yield from _both(gone, come)
            gone = come = ""
            yield one
    yield from _both(gone, come)


def _both(gone: str, come: str) -> Iterator[Run]:
    if gone:
        yield Run(Mark.REMOVED, gone)
    if come:
        yield Run(Mark.ADDED, come)


def _whole(mark: Mark, line: str) -> DiffLine:
    return DiffLine((Run(mark, line),))


def _count(lines: Iterable[DiffLine], mark: Mark) -> int:
    return sum(len(run.text.split()) for line in lines for run in line.runs if run.mark is mark)
