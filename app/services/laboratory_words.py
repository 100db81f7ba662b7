"""A trial in words and rows, the same on the screen of the laboratory and on its print, fresh or saved: nobody is named here.

Built from the document of a drill (:class:`app.drills.drill_report.DrillReport`). Figures are units of care asked (« demandes ») added
up over the half-days from T0 on, unless a half-day is said. ``least``: a count under it is not said (0: every count is).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.errors import N_
from app.drills.drill import LINE_WORDS, LineName
from app.drills.drill_words import PART_WORDS
from app.drills.world import Part
from app.words import _, ngettext
from app.words.dates import short_day, spoken_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from app.drills.drill_report import DrillReport, LineRow, PointRow, SliceRow, StepRow

INSIDE = {
    LineName.BASELINE: N_("en temps ordinaire"),
    LineName.SHOCK: N_("sans plan"),
    LineName.PLAN: N_("avec le plan"),
    LineName.PLAYED: N_("tel que joué"),
}
"""Line → how it is called inside a sentence (French source)."""

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Course:
    """One line over time, a figure a slice: percent served (0–100, rounded down to a tenth), units asked and unmet."""

    name: LineName
    words: str
    percents: tuple[float, ...]
    asked: tuple[int, ...]
    unmet: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """One step of the waterfall: its words, what it adds (or takes), or where things stand."""

    words: str
    amount: int
    is_total: bool = False
    number: int = 0
    """That of its effect; 0 for a total and for several told together."""


@dataclass(frozen=True, slots=True)
class EffectTold:
    """One effect: the number under which pictures call it, its kind in words, what it did."""

    number: int
    kind: str
    did: str
    is_plan: bool


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
    drawn = _drawn(report)
    names = [one.name for one in drawn]
    skills = _shared(_rows(report, drawn, lambda _place, skill: report.skills.get(skill, skill)), least)
    places = _shared(_rows(report, drawn, lambda place, _skill: report.places.get(place, place)), least)
    return Told(
        sentence=_sentence(report, least),
        details=(*_details(report, least), *filter(None, [report.farther])),
        slices=report.slices,
        courses=tuple(_course(one) for one in drawn),
        over_time=_over_time(report, drawn),
        marks=_marks(report),
        falls=tuple(_falls(report, least)),
        falls_sentence=_falls_sentence(report, least),
        order=_order(report),
        effects=tuple(
            EffectTold(number, one.kind, one.sentence, one.is_plan)
            for number, one in enumerate(report.waterfall.steps, start=1)
        ),
        rounds=_rounds(report),
        hardest=report.slices[report.worst_rank].words,
        shorts=tuple(_short(report, name) for name in names),
        skills=skills,
        places=places,
        where=_where(names, skills, places, least),
        assumptions=report.assumptions,
        least=least,
    )


def count_words(units: int, least: int) -> str:
    """A number of units, or « moins de 5 » under the threshold."""
    if 0 < units < least:
        return _("moins de {n}").format(n=spoken_number(least))
    return spoken_number(units)


def amount_words(said: Told, fall: Fall) -> str:
    """The figure of a step: « + 31 », « − 12 », or where things stand."""
    if fall.is_total or not fall.amount:
        return said.count(fall.amount)
    return f"{'+' if fall.amount > 0 else '−'}\u00a0{said.count(abs(fall.amount))}"


def needs_words(units: int, least: int = 0) -> str:
    """« 1 demande », « 2 227 demandes », « moins de 5 demandes »."""
    return ngettext("{n} demande", "{n} demandes", max(units, least if 0 < units < least else 0)).format(
        n=count_words(units, least)
    )


def percent(point: PointRow) -> str:
    """« 86 % », rounded down: what is said holds."""
    return _("{n} %").format(n=100 * point.served // point.demand if point.demand else 100)


def short_slice(one: SliceRow) -> str:
    """« jeu. 26 nov. matin »."""
    return f"{short_day(day_of(one))} {_(PART_WORDS[one.part])}"


def day_of(one: SliceRow) -> date:
    """The civil day in Paris in which a slice starts."""
    return one.starts_at.astimezone(PARIS).date()


def is_night(one: SliceRow) -> bool:
    """Whether a slice is a night."""
    return one.part is Part.NIGHT


def total(report: DrillReport, name: LineName) -> tuple[int, int]:
    """Units asked and unmet on a line from T0 on."""
    points = _line(report, name).points[report.t0_rank :]
    return sum(one.demand for one in points), sum(one.unmet for one in points)


def ends_as(report: DrillReport) -> LineName:
    """The line that says how it ends: as played, with the plan, or under the shocks alone."""
    if report.line(LineName.PLAYED):
        return LineName.PLAYED
    if has_plan(report):
        return LineName.PLAN
    return LineName.SHOCK if report.waterfall.steps else LineName.BASELINE


def has_plan(report: DrillReport) -> bool:
    """Whether the plan answers anything."""
    return any(one.is_plan for one in report.waterfall.steps)


def lowest(report: DrillReport, name: LineName) -> int:
    """The slice in which a line serves the smallest share, from T0 on; the first of equals."""
    points = _line(report, name).points
    return min(range(report.t0_rank, len(points)), key=lambda rank: (points[rank].share, rank))


def _line(report: DrillReport, name: LineName) -> LineRow:
    found = report.line(name)
    assert found is not None
    return found


def _drawn(report: DrillReport) -> list[LineRow]:
    """A shock's line only where something strikes or answers, a plan's only where there is one."""
    said = {LineName.SHOCK: bool(report.waterfall.steps), LineName.PLAN: has_plan(report)}
    return [one for one in report.lines if said.get(one.name, True)]


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
            if _undosed(report, ends_as(report))
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
    usual, shock = (_line(report, name).points[report.worst_rank] for name in (LineName.BASELINE, LineName.SHOCK))
    said = _("Au plus dur, {at} : {share} des demandes couvertes, contre {usual} en temps ordinaire.").format(
        at=report.slices[report.worst_rank].words, share=percent(shock), usual=percent(usual)
    )
    name = ends_as(report)
    ended = _line(report, name).points[report.worst_rank]
    if name is LineName.SHOCK or ended.unmet >= shock.unmet <= usual.unmet:
        return (said,)
    words = _(INSIDE[name])
    if ended.unmet >= shock.unmet:
        if lacking := _undosed(report, name):
            return (
                said,
                _("{ended}, rien n’y est rattrapé : les doses manquent pour {needs}.").format(
                    ended=_capital(words), needs=needs_words(lacking, least)
                ),
            )
        return (said, _("{ended}, rien n’y est rattrapé.").format(ended=_capital(words)))
    gained = needs_words(shock.unmet - ended.unmet, least)
    return (
        said,
        _("{ended} : {share}, soit {needs} de moins sans personne.").format(
            ended=_capital(words), share=percent(ended), needs=gained
        ),
    )


def _undosed(report: DrillReport, name: LineName) -> int:
    """Units that nobody can be given for want of doses in the hardest half-day, where that is most of what the shocks cost."""
    withheld = next((one.withheld for one in report.deficient if one.line is name), 0)
    usual, ended = (_line(report, one).points[report.worst_rank].unmet for one in (LineName.BASELINE, name))
    return withheld if 2 * withheld > ended - usual else 0


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


def numbers_words(numbers: Sequence[int]) -> str:
    """« 1–3, 5 » for 1, 2, 3 and 5; ascending."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _falls(report: DrillReport, least: int) -> Iterable[Fall]:
    falls = report.waterfall
    numbered = list(enumerate(falls.steps, start=1))
    shocks, plan = ([pair for pair in numbered if pair[1].is_plan is is_plan] for is_plan in (False, True))
    yield Fall(_("Temps ordinaire"), falls.unmet, is_total=True)
    yield from _steps(shocks, least)
    if shocks and plan:
        yield Fall(_("Sans plan"), falls.after_shocks, is_total=True)
    yield from _steps(plan, least)
    yield Fall(_("Reste sans personne"), falls.left, is_total=True)


def _steps(numbered: Sequence[tuple[int, StepRow]], least: int) -> Iterable[Fall]:
    """One side's steps. Where one is too small to be told, it is told with others: between two totals nothing gives it back."""
    hidden = _together({number: (one.unmet,) for number, one in numbered}, least)
    yield from (
        Fall(f"{number}. {one.kind}", one.unmet, number=number) for number, one in numbered if number not in hidden
    )
    if hidden:
        amount = sum(one.unmet for number, one in numbered if number in hidden)
        yield Fall(_("{numbers}. Ensemble").format(numbers=numbers_words(sorted(hidden))), amount)


def _together(amounts: Mapping[int, Sequence[int]], least: int) -> set[int]:
    """Whose amounts are told as one sum: those too small, and of the others the smallest until no sum is too small."""
    hidden = {key for key, found in amounts.items() if any(0 < abs(one) < least for one in found)}
    rest = sorted((key for key in amounts if key not in hidden and any(amounts[key])), key=lambda key: (sum(map(abs, amounts[key])), key))  # fmt: skip
    while rest and hidden and (len(hidden) < 2 or _is_small(amounts, hidden, least)):
        hidden.add(rest.pop(0))
    return hidden


def _is_small(amounts: Mapping[int, Sequence[int]], hidden: Iterable[int], least: int) -> bool:
    sums = [sum(column) for column in zip(*(amounts[key] for key in hidden), strict=True)]
    return any(0 < abs(one) < least for one in sums)


def _falls_sentence(report: DrillReport, least: int) -> str:
    steps = list(enumerate(report.waterfall.steps, start=1))
    said = [
        _("À la fin du compte, {left} sans personne, contre {usual} en temps ordinaire.").format(
            usual=count_words(report.waterfall.unmet, least), left=needs_words(report.waterfall.left, least)
        )
    ]
    weighs = max((pair for pair in steps if not pair[1].is_plan), key=lambda pair: pair[1].unmet, default=None)
    helps = min((pair for pair in steps if pair[1].is_plan), key=lambda pair: pair[1].unmet, default=None)
    if weighs is not None and weighs[1].unmet > 0:
        said.append(
            _("Ce qui pèse le plus : l’effet {n} ({kind}), {needs} de plus.").format(
                n=weighs[0], kind=_small(weighs[1].kind), needs=needs_words(weighs[1].unmet, least)
            )
        )
    if helps is not None and helps[1].unmet < 0:
        said.append(
            _("Ce qui rattrape le plus : l’effet {n} ({kind}), {needs} de moins.").format(
                n=helps[0], kind=_small(helps[1].kind), needs=needs_words(-helps[1].unmet, least)
            )
        )
    return " ".join(said)


def _order(report: DrillReport) -> str:
    return _("Demandes sans personne, additionnées de T0 à la fin. {order}").format(order=report.waterfall.order)


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
        return _capital(first)
    return _("De {first} à {last}").format(first=first, last=last)


def _short(report: DrillReport, name: LineName) -> Short:
    found = next((one for one in report.deficient if one.line is name), None)
    if found is None:
        return Short(name, _(LINE_WORDS[name]), ())
    said = (*(_capital(one.sentence) for one in found.sets), found.withheld_sentence)
    return Short(name, _(LINE_WORDS[name]), tuple(one for one in said if one))


def _rows(report: DrillReport, drawn: Sequence[LineRow], word: Callable[[str, str], str]) -> tuple[Row, ...]:
    """Units unmet by what ``word`` makes of a place and a skill, the largest of the last line first."""
    counted = [_counted(one.points[report.t0_rank :], word) for one in drawn]
    names = sorted({name for one in counted for name in one})
    rows = [Row(name, tuple(one[name] for one in counted)) for name in names]
    return tuple(sorted(rows, key=lambda one: (*(-n for n in reversed(one.unmet)), one.words)))


def _shared(rows: tuple[Row, ...], least: int) -> tuple[Row, ...]:
    """The same rows, those too small to be told added up in a last one."""
    hidden = _together({rank: one.unmet for rank, one in enumerate(rows)}, least)
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


def _where(names: Sequence[LineName], skills: Sequence[Row], places: Sequence[Row], least: int) -> str:
    """« Le plus court, avec le plan : soins infirmiers (120), délivrance (31) ; par commune : Redon (40), Rieux (12). »"""
    what, where = (
        ", ".join(
            _("{what} ({n})").format(
                what=_within(one.words) if rows is skills else one.words, n=count_words(one.unmet[-1], least)
            )
            for one in rows[:MOST_NAMED]
            if one.unmet[-1] and not one.is_sum
        )
        for rows in (skills, places)
    )
    ended = _(INSIDE[names[-1]])
    if not what:
        return _("{ended}, personne ne reste sans soin.").format(ended=_capital(ended))
    return _("Le plus court, {ended} : {what} ; par commune : {where}.").format(ended=ended, what=what, where=where)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _within(text: str) -> str:
    """As it stands within a sentence; an acronym stays one."""
    return text if text[:2].isupper() else _small(text)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
