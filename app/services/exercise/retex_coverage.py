"""Coverage as a report tells it: four lines, the waterfall with its order, what stays short. Small counts are not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.drills.drill import LineName
from app.exercise.retex import CourseFigure, CourseLine, CourseSpan, FallBar, FallFigure, RetexTable
from app.exercise.retex_facts import CoverageFact
from app.services.laboratory.laboratory_figures import day_of, is_night
from app.services.laboratory.laboratory_words import amount_words, told
from app.words import _
from app.words.dates import short_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.drills.drill_report import DrillReport
    from app.services.laboratory.laboratory_words import Told


def coverage_fact(report: DrillReport, least: int) -> CoverageFact:
    """What is told of the drill as it ended. ``report``: the shared one; ``least``: counts under it are not said."""
    said = told(report, least=least)
    bars = tuple(_bars(said))
    columns = (*(one.words for one in said.courses),)
    return CoverageFact(
        short=_short(report),
        says=(said.sentence, *said.details),
        courses=_courses(said),
        falls=FallFigure(
            bars, f"{said.falls_sentence} {_('Foncé : ce qui s’ajoute. Pointillé : ce qui est rattrapé. Gris : où l’on en est.')}"
        ),
        order=said.order,
        needs=RetexTable(
            _("Demandes sans personne, par besoin"), (_("Besoin"), *columns),
            tuple((one.words, *(said.count(n) for n in one.unmet)) for one in said.skills),
        ),
        steps=(
            RetexTable("", (_("Étape"), _("Demandes sans personne")), tuple((one.words, one.shown) for one in bars)),
            RetexTable(
                _("Ce que fait chaque effet"), (_("N°"), _("Genre"), _("Ce qu’il fait")),
                tuple((str(one.number), one.kind, one.did) for one in said.effects),
            ),
        ),
        assumptions=said.assumptions,
    )  # fmt: skip


def _short(report: DrillReport) -> str:
    """« Couverture au plus bas 71 % sans plan, 80 % avec le plan, 74 % tel que joué. »"""
    told_lines = (
        (LineName.SHOCK, _("{share} % sans plan")), (LineName.PLAN, _("{share} % avec le plan")), (LineName.PLAYED, _("{share} % tel que joué")),
    )  # fmt: skip
    parts = [words.format(share=low) for name, words in told_lines if (low := _lowest(report, name)) is not None]
    return _("Couverture au plus bas\u00a0: {parts}.").format(parts=", ".join(parts))


def _lowest(report: DrillReport, name: LineName) -> int | None:
    """Percent, rounded down: what is said holds."""
    line = report.line(name)
    if line is None:
        return None
    return min((100 * one.served // one.demand if one.demand else 100 for one in line.points[report.t0_rank :]), default=None)  # fmt: skip


def _courses(said: Told) -> CourseFigure:
    spans, before = [], None
    for one in said.slices:
        day = day_of(one)
        hours = (one.ends_at - one.starts_at).total_seconds() / 3600
        spans.append(CourseSpan(hours, short_day(day) if day != before else "", is_night(one)))
        before = day
    lines = tuple(CourseLine(one.name.value, one.words, one.percents) for one in said.courses)
    return CourseFigure(lines, tuple(spans), said.over_time)


def _bars(said: Told) -> Iterable[FallBar]:
    """Each step from where the one before left things."""
    level = 0
    for one in said.falls:
        start = 0 if one.is_total else level
        level = one.amount if one.is_total else level + one.amount
        yield FallBar(one.words, max(0, start), max(0, level), amount_words(said, one), one.is_total)
