"""A trial as pictures and tables take it: labels, curves, steps, rows of the table twins; all the words come from what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.drills.drill import LineName
from app.services.laboratory.laboratory_figures import day_of, is_night, numbers_words, short_slice
from app.services.laboratory.laboratory_words import amount_words
from app.ui.parts.charts_frame import Twin
from app.ui.parts.charts_lines import Curve, CurveTone
from app.ui.parts.charts_waterfall import Step
from app.words import _, ngettext
from app.words.dates import short_day

if TYPE_CHECKING:
    from datetime import date

    from app.services.laboratory.laboratory_shorts import Row
    from app.services.laboratory.laboratory_words import EffectTold, Told

TONES = {
    LineName.BASELINE: CurveTone.BASELINE,
    LineName.SHOCK: CurveTone.SHOCK,
    LineName.PLAN: CurveTone.PLAN,
    LineName.PLAYED: CurveTone.PLAYED,
}
MOST_LABELS = 6
"""More slices than that and only days are named below the lines."""


def labels(said: Told) -> tuple[str, ...]:
    """One a slice: « jeu. 26 nov. matin »."""
    return tuple(short_slice(one) for one in said.slices)


def nights(said: Told) -> tuple[int, ...]:
    """The ranks of the nights."""
    return tuple(rank for rank, one in enumerate(said.slices) if is_night(one))


def days(said: Told) -> tuple[tuple[int, str], ...]:
    """The rank of the first slice of each day, and the day's words, when slices are too many to be named each."""
    if len(said.slices) <= MOST_LABELS:
        return ()
    found: dict[date, tuple[int, str]] = {}
    for rank, one in enumerate(said.slices):
        found.setdefault(day_of(one), (rank, short_day(day_of(one))))
    return tuple(found.values())


def curves(said: Told) -> tuple[Curve, ...]:
    """The lines, in percent."""
    return tuple(Curve(one.words, one.percents, TONES[one.name]) for one in said.courses)


def lines_twin(said: Told) -> Twin:
    """A row a slice: for each line the percent served and the units unmet."""
    header = [_("Demi-journée")]
    for one in said.courses:
        header += [_("{line} : couvert").format(line=one.words), _("{line} : sans personne").format(line=one.words)]
    rows = []
    for rank, when in enumerate(said.slices):
        row = [when.words]
        for course in said.courses:
            row += [_("{n} %").format(n=int(course.percents[rank])), said.count(course.unmet[rank])]
        rows.append(tuple(row))
    return Twin(tuple(header), tuple(rows))


def steps(said: Told) -> tuple[Step, ...]:
    """The waterfall's, in its order; effects that change nothing are one line before the end, their twin tells each."""
    idle = [one.number for one in said.falls if one.number and not one.amount]
    if len(idle) < 2:
        return tuple(Step(one.words, one.amount, one.is_total) for one in said.falls)
    kept = [Step(one.words, one.amount, one.is_total) for one in said.falls if one.number not in idle]
    words = ngettext("{n} effet ne change rien : {numbers}", "{n} effets ne changent rien : {numbers}", len(idle))
    return (*kept[:-1], Step(words.format(n=len(idle), numbers=numbers_words(idle)), 0), kept[-1])


def steps_twin(said: Told) -> Twin:
    """A row a step: « + 31 », « − 12 », or where things stand."""
    return Twin(
        (_("Étape"), _("Demandes sans personne")), tuple((one.words, amount_words(said, one)) for one in said.falls)
    )


def effect_line(one: EffectTold) -> str:
    """What an effect did, its kind before it unless that is how the sentence begins."""
    return one.did if one.did.startswith(one.kind) else f"{one.kind}. {one.did}"


def rows_table(said: Told, rows: tuple[Row, ...], first: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows of units unmet by kind of care or by commune, a column for each line."""
    header = (first, *(one.words for one in said.courses))
    return header, tuple((one.words, *(said.count(n) for n in one.unmet)) for one in rows)
