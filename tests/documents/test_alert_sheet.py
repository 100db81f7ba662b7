"""Alerts on paper: sentences, drawing, tables and notes, tagged; long lists flow over pages."""

from __future__ import annotations

from app.documents.alert_sheet import AlertSheet, AlertTable, alert_sheet
from app.documents.flow_svg import FlowBox, flow_svg
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import EXERCISE, IMPRINT

TABLE = AlertTable(
    "Par profession", (2, 1), ("Profession", "Alertés"), (("infirmière", "62"), ("médecin", "25")), "Dite."
)


def test_everything_given_is_printed() -> None:
    """Title, lead, table with its sentence, notes; a drawing has words that stand for it."""
    drawing = flow_svg(((FlowBox("a", "Cellule", "Alerte", "", ""),),), "Logigramme")
    sheet = AlertSheet(
        community="CPTS d’Auray", title="Logigramme d’alerte", lead=("Une phrase.",), drawing=drawing,
        drawing_says="Les étapes.", tables=(TABLE,), notes=("Une note.",),
    )  # fmt: skip
    printed = alert_sheet(sheet, IMPRINT)
    text = text_of(printed)
    for said in (
        "Logigramme d’alerte",
        "CPTS d’Auray",
        "Une phrase.",
        "Par profession",
        "Dite.",
        "infirmière",
        "Une note.",
    ):
        assert said in text
    assert_tagged(printed, "Logigramme d’alerte")
    assert_tidy(printed)
    assert printed == alert_sheet(sheet, IMPRINT)


def test_a_long_tree_runs_over_pages_with_its_band() -> None:
    """Nothing leaves the page, and an exercise says so on each."""
    rows = tuple((f"Marie-Bernadette Le Goff-Kermarrec {n}", "06 39 98 00 01") for n in range(120))
    sheet = AlertSheet(
        community="CPTS", title="Arbre d’appel", tables=(AlertTable("", (3, 2), ("Qui", "Téléphone"), rows),)
    )
    printed = alert_sheet(sheet, EXERCISE)
    pages = pages_of(printed)
    assert len(pages) > 2
    assert all("EXERCICE" in page for page in pages)
    assert_tidy(printed)
