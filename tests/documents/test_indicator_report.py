"""Two pages of indicators."""

from __future__ import annotations

from dataclasses import replace

from app.documents.bar_chart import Bar
from app.documents.indicator_report import IndicatorReport, ReportChart, ReportFigure, Trend, indicator_report
from app.words import use_language
from tests.documents.printed import alternatives_in, assert_tagged, assert_tidy, facts_of, pages_of, structure_of
from tests.documents.samples import EXERCISE, FOOT, IMPRINT

FIGURE = ReportFigure(
    name="Libéraux au planning",
    definition="Professionnels libéraux ayant tenu au moins un poste, parmi ceux de l’annuaire.",
    value="38 %",
    numerator="64 professionnels au planning",
    denominator="170 libéraux de l’annuaire",
    period="4e trimestre 2026",
    trend=Trend.UP,
    before="31 %",
)
CHART = ReportChart(
    title="Injections par semaine",
    sentence="L’objectif est tenu depuis le 16 novembre.",
    bars=(Bar("semaine du 9 novembre", 2210, "2 210", 2400), Bar("pharmaciens titulaires d’officine", 2460, "2 460")),
    label="Semaine",
    unit="Injections",
    target="Objectif",
)
REPORT = IndicatorReport(
    title="Indicateurs de la communauté",
    community="CPTS du Pays de Redon",
    period="Du 1er octobre au 31 décembre 2026",
    reader="ARS Bretagne",
    sentences=("64 professionnels libéraux sur 170 ont tenu un poste.",),
    figures=(FIGURE,) * 12,
    charts=(CHART,) * 4,
)


def test_twelve_figures_and_four_charts_make_two_pages() -> None:
    """Each chart has words and a table; the bands are on both pages."""
    printed = indicator_report(REPORT, EXERCISE)
    assert_tagged(printed, EXERCISE.titled("Indicateurs de la communauté"))
    assert_tidy(printed)
    pages = pages_of(printed)
    assert [f"page {n}/2" in page for n, page in enumerate(pages, start=1)] == [True, True]
    assert all(FOOT in page and "EXERCICE · rien" in page for page in pages)
    assert structure_of(printed).count("Figure") == 4 <= alternatives_in(printed)


def test_a_figure_says_how_it_was_counted() -> None:
    """Definition, numerator, denominator, period, and the trend in words beside its arrow."""
    first = pages_of(indicator_report(replace(REPORT, figures=(FIGURE,)), IMPRINT))[0]
    flat = " ".join(first.split())
    for said in (
        "38 %",
        "en hausse",
        "avant : 31 %",
        "64 professionnels au",
        "/ 170 libéraux",
        "4e trimestre",
        "ARS Bretagne",
        "Du 1er octobre",
    ):
        assert said in flat


def test_each_trend_has_its_words() -> None:
    """Never an arrow alone."""
    figures = [replace(FIGURE, trend=trend) for trend in Trend]
    said = " ".join(pages_of(indicator_report(replace(REPORT, figures=tuple(figures)), IMPRINT))[0].split())
    assert [said.count(words) for words in ("en hausse", "stable", "en baisse")] == [1, 1, 1]
    assert said.count("avant :") == 4


def test_the_table_twin_holds_the_charts_figures() -> None:
    """A bar without a target has a dash in its place."""
    second = " ".join(pages_of(indicator_report(replace(REPORT, charts=(CHART,)), IMPRINT))[1].split())
    for said in ("Semaine Injections Objectif", "2 210 2 400", "2 460 —", "Trait épais : objectif."):
        assert said in second


def test_a_report_without_charts_is_one_page_and_an_empty_chart_says_so() -> None:
    """In either language."""
    assert facts_of(indicator_report(replace(REPORT, charts=()), IMPRINT))["Pages"] == "1"
    printed = indicator_report(replace(REPORT, charts=(replace(CHART, bars=()),)), IMPRINT)
    assert "Aucune donnée sur cette période." in pages_of(printed)[1]
    with use_language("en"):
        assert_tidy(indicator_report(REPORT, IMPRINT))


def test_the_same_figures_give_the_same_bytes() -> None:
    """Charts included."""
    assert indicator_report(REPORT, IMPRINT) == indicator_report(REPORT, IMPRINT)
