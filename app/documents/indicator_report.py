"""Two pages of indicators for the ARS, the CPAM, the MSA or the newsletter: figures that say how they were counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import N_
from app.documents.bar_chart import Bar, bar_chart_svg
from app.documents.imprint import Imprint
from app.documents.typeset import printable, typeset
from app.words import _
from app.words.dates import spoken_number


class Trend(StrEnum):
    """Against the period before."""

    UP = "up"
    FLAT = "flat"
    DOWN = "down"
    UNKNOWN = "unknown"


TREND_WORDS = {
    Trend.UP: N_("en hausse"),
    Trend.FLAT: N_("stable"),
    Trend.DOWN: N_("en baisse"),
    Trend.UNKNOWN: N_("sans comparaison"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigure:
    """An indicator: « 38 % », its definition, and « 64 professionnels au planning » over « 170 libéraux ».

    ``before`` is the figure of the period before, as spoken.
    """

    name: str
    definition: str
    value: str
    numerator: str = ""
    denominator: str = ""
    period: str = ""
    trend: Trend = Trend.UNKNOWN
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChart:
    """A chart with the sentence that reads it; ``label``, ``unit`` and ``target`` head its table twin."""

    title: str
    sentence: str
    bars: tuple[Bar, ...]
    label: str
    unit: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReport:
    """A community's figures over a period, for one reader; ``sentences`` say first what matters."""

    title: str
    community: str
    period: str
    reader: str
    sentences: tuple[str, ...]
    figures: tuple[ReportFigure, ...]
    charts: tuple[ReportChart, ...] = ()


def indicator_report(report: IndicatorReport, imprint: Imprint) -> bytes:
    """The PDF: figures with their definitions, then charts, each beside its table. Type shrinks to hold on two pages."""
    return typeset(
        "indicator_report",
        report.title,
        imprint,
        {
            "words": _words(),
            "title": report.title,
            "running": " · ".join(text for text in (report.community, report.title, report.period) if text),
            "community": report.community,
            "period": report.period,
            "reader": report.reader,
            "sentences": report.sentences,
            "figures": [_figure(figure) for figure in report.figures],
            "charts": [_chart(chart) for chart in report.charts],
        },
    )


def _figure(figure: ReportFigure) -> dict[str, object]:
    followed = bool(figure.value)
    before = _("avant : {figure}").format(figure=figure.before) if followed and figure.before else ""
    return {
        "name": figure.name,
        "definition": figure.definition,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "period": figure.period,
        "trend": figure.trend.value if followed else "",
        "trend_word": _(TREND_WORDS[figure.trend]) if followed else "",
        "before": before,
    }


def _chart(chart: ReportChart) -> dict[str, object]:
    bars = [Bar(str(printable(bar.label)), bar.value, str(printable(bar.shown)), bar.target) for bar in chart.bars]
    return {
        "title": chart.title,
        "sentence": chart.sentence,
        "svg": bar_chart_svg(bars) if bars else "",
        "alt": _("{title}. {sentence} Les chiffres sont dans le tableau à côté.").format(
            title=chart.title, sentence=chart.sentence
        ),
        "heads": [chart.label, chart.unit, *([chart.target] if chart.target else [])],
        "rows": [_row(bar, with_target=bool(chart.target)) for bar in bars],
    }


def _row(bar: Bar, *, with_target: bool) -> list[str]:
    target = "—" if bar.target is None else spoken_number(bar.target)
    return [bar.label, bar.shown, *([target] if with_target else [])]


def _words() -> dict[str, str]:
    return {
        "figure": _("Indicateur et définition"),
        "value": _("Valeur"),
        "trend": _("Tendance"),
        "counted": _("Numérateur / dénominateur"),
        "period": _("Période"),
        "reader": _("Pour :"),
        "charts": _("Graphiques et tableaux"),
        "no_data": _("Aucune donnée sur cette période."),
        "target": _("Trait épais : objectif."),
    }
