"""The community's own plan as PDF."""

from __future__ import annotations

from dataclasses import replace

from app.documents.plan_document import Chapter, PlanTable
from app.documents.plan_pdf import plan_pdf
from app.words import use_language
from tests.documents.a_plan_document import PLAN
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import ENDLESS_NAME, EXERCISE, IMPRINT


def test_the_whole_plan_is_said_in_order_with_its_contents() -> None:
    """Cover with its warning and who triggers ORSAN, contents with pages, sections, annexes; tagged, in our typeface."""
    printed = plan_pdf(PLAN, IMPRINT)
    said = " ".join(text_of(printed).split())
    order = [
        "CPTS d’Auray", "version 3, brouillon", "Brouillon : rien n’est validé.", "26 novembre 2026", "ne déclenche jamais ORSAN",
        "Diffusion", "remis en main propre", "Sommaire", "2. Territoire et risques", "Annexe C. Inventaire", "Vingt-huit communes.",
        "Sous-zones", "Belz", "inondation & submersion", "canicule <36 °C>", "Source : DICRIM, 2023", "Section à écrire.",
        "Les tableaux suivent.", "01 99 00 10 01", "Clarisse P. · 06 39 98 00 01", "Rien n’est compté.",
    ]  # fmt: skip
    at = -1
    for text in order:
        at = said.find(text, at + 1)
        assert at >= 0, text
    assert_tagged(printed, "CPTS d’Auray · Plan de réponse · version 3, brouillon")
    upright = replace(PLAN, chapters=tuple(one for one in PLAN.chapters if not one.is_wide))
    assert_tidy(plan_pdf(upright, IMPRINT))


def test_pages_are_counted_and_contents_lead_to_them() -> None:
    """The number beside a heading is that of its page; a wide annex has a page on its side."""
    pages = pages_of(plan_pdf(PLAN, IMPRINT))
    assert all(f"page {n}/{len(pages)}" in page for n, page in enumerate(pages, 1))
    line = next(line for line in pages[1].splitlines() if "Annexe A" in line)
    number = int(line.split()[-1].strip("\u2060"))
    assert "Annexe A. Annuaire" in pages[number - 1]
    assert "01 99 00 10 00" in pages[number - 1]


def test_an_exercise_is_said_on_every_page() -> None:
    """Whatever the page, upright or on its side."""
    assert all("EXERCICE" in page for page in pages_of(plan_pdf(PLAN, EXERCISE)))


def test_what_was_typed_is_never_run_and_never_runs_out() -> None:
    """Markup of the typesetter reads as typed; endless words and a hundred rows stay on the page."""
    rows = tuple((f"#panic() *{n}*", ENDLESS_NAME) for n in range(100))
    table = PlanTable("", ("$x$", "Nom"), rows)
    printed = plan_pdf(replace(PLAN, chapters=(Chapter("x", "1", "= titre #1", tables=(table,)),)), IMPRINT)
    assert "#panic() *99*" in text_of(printed)
    assert_tidy(printed)


def test_the_same_plan_gives_the_same_bytes_and_speaks_english() -> None:
    """Texts stay as written; the words around them follow."""
    assert plan_pdf(PLAN, IMPRINT) == plan_pdf(PLAN, IMPRINT)
    with use_language("en"):
        assert "Vingt-huit communes." in text_of(plan_pdf(PLAN, IMPRINT))
