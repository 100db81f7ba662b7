"""The two-page report of a period for the ARS, the CPAM, the MSA or the newsletter. From the view to the printed values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.core.errors import N_
from app.documents.bar_chart import Bar
from app.documents.imprint import Band, Imprint
from app.documents.indicator_report import IndicatorReport, ReportChart, ReportFigure, Trend, indicator_report
from app.indicators.measures import Shape, spoken_value
from app.words import _, ngettext
from app.words.dates import short_day, spoken_number

if TYPE_CHECKING:
    from app.indicators.measures import Indicator
    from app.services.activity.read_indicators import IndicatorsView

READERS = {"ars": N_("ARS"), "cpam": N_("CPAM"), "msa": N_("MSA"), "newsletter": N_("lettre d’information")}
NOTHING = "–"
"""Stands for a figure that nobody knows; why is said beside it."""

BARS = 10
"""Most bars of a printed chart; the others are in the CSV of the screen."""


def report_pdf(view: IndicatorsView, reader: str) -> bytes:
    """The PDF; ``reader`` as it is written at the top (« ARS Bretagne »)."""
    bands = (Band.DEMONSTRATION,) if view.community.demonstration else ()
    return indicator_report(
        IndicatorReport(
            title=_("Indicateurs de l’axe « crises sanitaires »"),
            community=view.community.name,
            period=view.period.name,
            reader=reader,
            sentences=report_sentences(view),
            figures=tuple(_figure(one) for one in view.reported),
            charts=report_charts(view),
        ),
        Imprint(view.now, _("indicateurs, {period}").format(period=view.period.name), __version__, bands),
    )


def report_sentences(view: IndicatorsView) -> tuple[str, ...]:
    """What matters first: who came and what was injected; then what is not known."""
    came = view.indicator("taking_part")
    injections = view.indicator("injections")
    people = int(came.now.numerator or 0)
    first = ngettext(
        "{n} professionnel libéral est venu ; {hours} de présence.",
        "{n} professionnels libéraux sont venus ; {hours} de présence.",
        people,
    ).format(n=spoken_number(people), hours=view.indicator("hours").spoken)
    done = int(injections.now.numerator or 0)
    second = ngettext("{n} injection comptée.", "{n} injections comptées.", done).format(n=spoken_number(done))
    closed = len(view.facts.expected)
    third = ngettext("Chiffres de {n} séance émargée.", "Chiffres de {n} séances émargées.", closed).format(n=closed)
    return (first, second, third) if closed else (_("Aucune séance émargée sur cette période."), second)


def _figure(one: Indicator) -> ReportFigure:
    known = one.value is not None
    return ReportFigure(
        name=_(one.definition.label),
        definition=_(one.definition.rule),
        value=one.spoken if known else NOTHING,
        numerator=one.numerator_words if known else one.spoken,
        denominator=one.denominator_words if known else "",
        period=one.period.name,
        trend=Trend(one.trend.value),
        before=one.spoken_before,
    )


def report_charts(view: IndicatorsView) -> tuple[ReportChart, ...]:
    """Injections by week, active lines by week, participation by profession, people vaccinated by public."""
    return (
        ReportChart(
            title=_("Injections par semaine"),
            sentence=_told(view.indicator("injections")),
            bars=tuple(
                Bar(short_day(week.monday), week.injected or 0, spoken_number(week.injected or 0), week.target)
                for week in view.weeks
                if week.injected is not None or week.target is not None
            )[-BARS:],
            label=_("Semaine du"),
            unit=_("Injections"),
            target=_("Objectif"),
        ),
        ReportChart(
            title=_("Lignes actives par semaine"),
            sentence=_told(view.indicator("active_lines")),
            bars=tuple(
                Bar(short_day(week.monday), week.active_lines, spoken_number(week.active_lines), week.planned_lines)
                for week in view.weeks
                if week.planned_lines
            )[-BARS:],
            label=_("Semaine du"),
            unit=_("Demi-journées de ligne"),
            target=_("Prévues"),
        ),
        ReportChart(
            title=_("Libéraux venus, par profession"),
            sentence=_told(view.indicator("taking_part")),
            bars=tuple(
                Bar(
                    profession_name(view, one.group),
                    100 * one.took_part / (one.people or 1),
                    _("{n} sur {people}").format(n=one.took_part, people=one.people),
                )
                for one in view.by_profession
                if one.people
            )[:BARS],
            label=_("Profession"),
            unit=_("Part"),
        ),
        ReportChart(
            title=_("Personnes vaccinées, par public"),
            sentence=_told(view.indicator("people_vaccinated")),
            bars=tuple(
                Bar(group_name(view, one.group), one.people, _group_value(one.people, one.population))
                for one in view.by_group
            )[:BARS],
            label=_("Public"),
            unit=_("Premières doses"),
        ),
    )


def _told(one: Indicator) -> str:
    """« Injections : 3 601. »"""
    return _("{label} : {value}.").format(label=_(one.definition.label), value=one.spoken)


def _group_value(people: int, population: int | None) -> str:
    """« 312 (24 %) », the count alone without a population."""
    if not population:
        return spoken_number(people)
    rate = spoken_value(100 * people / population, Shape.SHARE)
    return f"{spoken_number(people)} ({rate})"


def profession_name(view: IndicatorsView, slug: str) -> str:
    """A profession as it is said; « sans profession » for none."""
    professions = view.library.professions
    return professions[slug].label() if slug in professions else (slug or _("sans profession"))


def group_name(view: IndicatorsView, slug: str) -> str:
    """« adultes (18 ans et plus) »: a public, with its ages when its name does not say them."""
    group = view.groups.get(slug)
    if group is None or any(letter.isdigit() for letter in group.label):
        return group.label if group else slug
    return _("{group} ({ages})").format(group=group.label, ages=group.ages)
