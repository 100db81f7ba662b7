"""A trial in words and rows, the same on the screen of the laboratory and on its print, fresh or saved: nobody is named here.

Built from the document of a drill (:class:`app.drills.drill_report.DrillReport`). Figures are units of care asked (« demandes ») added
up over the half-days from T0 on, unless a half-day is said. ``least``: a count under it is not said (0: every count is).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.drill import LINE_WORDS, LineName
from app.services.laboratory.laboratory_falls import falls_of, falls_sentence, order_words
from app.services.laboratory.laboratory_figures import (
    INSIDE,
    count_words,
    drawn_of,
    ends_as,
    has_plan,
    line_of,
    lowest,
    needs_words,
    numbers_words,
    percent,
    total,
    undosed,
)
from app.services.laboratory.laboratory_shorts import Row, Short, rows_of, shared_rows, short_of, where_words
from app.words import _
from app.words.dates import spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.drill_report import DrillReport, LineRow, SliceRow
    from app.services.laboratory.laboratory_falls import Fall


@dataclass(frozen=True, slots=True)
class Course:
    """One line over time, a figure a slice: percent served (0–100, rounded down to a tenth), units asked and unmet."""

    name: LineName
    words: str
    percents: tuple[float, ...]
    asked: tuple[int, ...]
    unmet: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EffectTold:
    """One effect: the number under which pictures call it, its kind in words, what it did."""

    number: int
    kind: str
    did: str
    is_plan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that is said of a trial. ``courses``: the lines that say something. ``marks``: (rank of a slice, the numbers of the
    effects that begin in it). ``rounds``: what falls with what, a sentence a round, under the half-days it is true of."""

    sentence: str
    details: tuple[str, ...]
    slices: tuple[SliceRow, ...]
    courses: tuple[Course, ...]
    over_time: str
    marks: tuple[tuple[int, str], ...]
    falls: tuple[Fall, ...]
    falls_sentence: str
    order: str
    effects: tuple[EffectTold, ...]
    rounds: tuple[tuple[str, tuple[str, ...]], ...]
    hardest: str
    shorts: tuple[Short, ...]
    skills: tuple[Row, ...]
    places: tuple[Row, ...]
    where: str
    assumptions: tuple[str, ...]
    least: int = 0

    def count(self, units: int) -> str:
        """« 2 227 », or « moins de 5 »."""
        return count_words(units, self.least)


def told(report: DrillReport, *, least: int = 0) -> Told:
    """The words of a drill's document."""
    drawn = drawn_of(report)
    names = [one.name for one in drawn]
    skills = shared_rows(rows_of(report, drawn, lambda _place, skill: report.skills.get(skill, skill)), least)
    places = shared_rows(rows_of(report, drawn, lambda place, _skill: report.places.get(place, place)), least)
    return Told(
        sentence=_sentence(report, least),
        details=(*_details(report, least), *filter(None, [report.farther])),
        slices=report.slices,
        courses=tuple(_course(one) for one in drawn),
        over_time=_over_time(report, drawn),
        marks=_marks(report),
        falls=tuple(falls_of(report, least)),
        falls_sentence=falls_sentence(report, least),
        order=order_words(report),
        effects=tuple(
            EffectTold(number, one.kind, one.sentence, one.is_plan)
            for number, one in enumerate(report.waterfall.steps, start=1)
        ),
        rounds=_rounds(report),
        hardest=report.slices[report.worst_rank].words,
        shorts=tuple(short_of(report, name) for name in names),
        skills=skills,
        places=places,
        where=where_words(names, skills, places, least),
        assumptions=report.assumptions,
        least=least,
    )


def amount_words(said: Told, fall: Fall) -> str:
    """The figure of a step: « + 31 », « − 12 », or where things stand."""
    if fall.is_total or not fall.amount:
        return said.count(fall.amount)
    return f"{'+' if fall.amount > 0 else '−'}\u00a0{said.count(abs(fall.amount))}"


def _sentence(report: DrillReport, least: int) -> str:
    asked, short = total(report, LineName.SHOCK)
    usual = total(report, LineName.BASELINE)[1]
    if not asked:
        return _("Rien n’est demandé sur ces heures : rien ne peut manquer.")
    if not report.waterfall.steps:
        return _("Sans rien de plus, {needs} sur {asked} sans personne.").format(
            needs=needs_words(usual, least), asked=spoken_number(asked)
        )
    if total(report, ends_as(report))[1] == short == usual:
        return _(
            "Le choc ne laisse personne de plus sans soin : {needs} sur {asked} sans personne, comme en temps ordinaire."
        ).format(needs=needs_words(usual, least), asked=spoken_number(asked))
    if not has_plan(report):
        return _("{needs} sur {asked} sans personne, contre {usual} en temps ordinaire.").format(
            needs=needs_words(short, least), asked=spoken_number(asked), usual=count_words(usual, least)
        )
    left = total(report, ends_as(report))[1]
    if left == short:
        told = (
            _("Sans plan, {needs} sur {asked} sans personne ; {ended}, autant : ce sont les doses qui manquent.")
            if undosed(report, ends_as(report))
            else _("Sans plan, {needs} sur {asked} sans personne ; {ended}, autant.")
        )
        return told.format(
            needs=needs_words(short, least), asked=spoken_number(asked), ended=_(INSIDE[ends_as(report)])
        )
    return _("Sans plan, {needs} sur {asked} sans personne ; {ended}, {left}.").format(
        needs=needs_words(short, least), asked=spoken_number(asked), ended=_(INSIDE[ends_as(report)]),
        left=count_words(left, least),
    )  # fmt: skip


def _details(report: DrillReport, least: int) -> tuple[str, ...]:
    """Where it is hardest, and what is given back there."""
    if not report.waterfall.steps or not total(report, LineName.SHOCK)[0]:
        return ()
    usual, shock = (line_of(report, name).points[report.worst_rank] for name in (LineName.BASELINE, LineName.SHOCK))
    said = _("Au plus dur, {at} : {share} des demandes couvertes, contre {usual} en temps ordinaire.").format(
        at=report.slices[report.worst_rank].words, share=percent(shock), usual=percent(usual)
    )
    name = ends_as(report)
    ended = line_of(report, name).points[report.worst_rank]
    if name is LineName.SHOCK or ended.unmet >= shock.unmet <= usual.unmet:
        return (said,)
    words = _(INSIDE[name])
    if ended.unmet >= shock.unmet:
        if lacking := undosed(report, name):
            return (
                said,
                _("{ended}, rien n’y est rattrapé : les doses manquent pour {needs}.").format(
                    ended=capitalised(words), needs=needs_words(lacking, least)
                ),
            )
        return (said, _("{ended}, rien n’y est rattrapé.").format(ended=capitalised(words)))
    gained = needs_words(shock.unmet - ended.unmet, least)
    return (
        said,
        _("{ended} : {share}, soit {needs} de moins sans personne.").format(
            ended=capitalised(words), share=percent(ended), needs=gained
        ),
    )


def _over_time(report: DrillReport, drawn: Sequence[LineRow]) -> str:
    lows = {one.name: lowest(report, one.name) for one in drawn}
    said = [
        _("{line}, {share} ({at})").format(
            line=_(INSIDE[one.name]),
            share=percent(one.points[lows[one.name]]),
            at=report.slices[lows[one.name]].words,
        )
        for one in drawn
    ]
    return _("Au plus bas : {lines}.").format(lines=" ; ".join(said))


def _course(line: LineRow) -> Course:
    return Course(
        line.name,
        _(LINE_WORDS[line.name]),
        tuple(1000 * one.served // one.demand / 10 if one.demand else 100.0 for one in line.points),
        tuple(one.demand for one in line.points),
        tuple(one.unmet for one in line.points),
    )


def _marks(report: DrillReport) -> tuple[tuple[int, str], ...]:
    """What begins together shares a mark."""
    begun: dict[int, list[int]] = {}
    for number, one in enumerate(report.waterfall.steps, start=1):
        if one.ranks:
            begun.setdefault(one.ranks[0], []).append(number)
    return tuple((rank, numbers_words(numbers)) for rank, numbers in sorted(begun.items()))


def _rounds(report: DrillReport) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Of the shocks, where something falls because of something else or is struck by itself; whole days in one line."""
    return tuple(
        (_ranks_words(report, one.ranks), one.rounds)
        for one in report.cascades
        if one.line is LineName.SHOCK and len(one.rounds) > 1
    )


def _ranks_words(report: DrillReport, ranks: Sequence[int]) -> str:
    first, last = report.slices[ranks[0]].words, report.slices[ranks[-1]].words
    if len(ranks) == 1:
        return capitalised(first)
    return _("De {first} à {last}").format(first=first, last=last)
