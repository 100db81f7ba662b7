"""What is short in a trial, by kind of care and by commune: nobody is named here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.drill import LINE_WORDS, LineName
from app.services.laboratory.laboratory_figures import INSIDE, count_words, together
from app.words import _, ngettext
from app.words.first_letter import capitalised, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.drills.drill_report import DrillReport, LineRow, PointRow

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Short:
    """What is short on one line in the hardest half-day, in sentences; none: nothing is."""

    name: LineName
    words: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of care or one commune: units unmet on each line drawn, in their order."""

    words: str
    unmet: tuple[int, ...]
    is_sum: bool = False
    """Several that are too small to be told apart."""


def short_of(report: DrillReport, name: LineName) -> Short:
    """What is short on a line in the hardest half-day."""
    found = next((one for one in report.deficient if one.line is name), None)
    if found is None:
        return Short(name, _(LINE_WORDS[name]), ())
    said = (*(capitalised(one.sentence) for one in found.sets), found.withheld_sentence)
    return Short(name, _(LINE_WORDS[name]), tuple(one for one in said if one))


def rows_of(report: DrillReport, drawn: Sequence[LineRow], word: Callable[[str, str], str]) -> tuple[Row, ...]:
    """Units unmet by what ``word`` makes of a place and a skill, the largest of the last line first."""
    counted = [_counted(one.points[report.t0_rank :], word) for one in drawn]
    names = sorted({name for one in counted for name in one})
    rows = [Row(name, tuple(one[name] for one in counted)) for name in names]
    return tuple(sorted(rows, key=lambda one: (*(-n for n in reversed(one.unmet)), one.words)))


def shared_rows(rows: tuple[Row, ...], least: int) -> tuple[Row, ...]:
    """The same rows, those too small to be told added up in a last one."""
    hidden = together({rank: one.unmet for rank, one in enumerate(rows)}, least)
    kept = tuple(one for rank, one in enumerate(rows) if rank not in hidden)
    if not hidden:
        return kept
    sums = tuple(sum(column) for column in zip(*(rows[rank].unmet for rank in sorted(hidden)), strict=True))
    words = ngettext("{n} autre", "{n} autres, ensemble", len(hidden)).format(n=len(hidden))
    return (*kept, Row(words, sums, is_sum=True))


def _counted(points: Iterable[PointRow], word: Callable[[str, str], str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for point in points:
        for place, skill, units in point.needs:
            found[word(place, skill)] += units
    return found


def where_words(names: Sequence[LineName], skills: Sequence[Row], places: Sequence[Row], least: int) -> str:
    """« Le plus court, avec le plan : soins infirmiers (120), délivrance (31) ; par commune : Redon (40), Rieux (12). »"""
    what, where = (
        ", ".join(
            _("{what} ({n})").format(
                what=uncapitalised(one.words) if rows is skills else one.words, n=count_words(one.unmet[-1], least)
            )
            for one in rows[:MOST_NAMED]
            if one.unmet[-1] and not one.is_sum
        )
        for rows in (skills, places)
    )
    ended = _(INSIDE[names[-1]])
    if not what:
        return _("{ended}, personne ne reste sans soin.").format(ended=capitalised(ended))
    return _("Le plus court, {ended} : {what} ; par commune : {where}.").format(ended=ended, what=what, where=where)
