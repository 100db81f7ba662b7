"""A masked list on paper and as files: the rule and the date stand on it, nothing runs, no cell is empty."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from app.documents.continuity_list import ContinuityList, SheetRow, continuity_csv, continuity_list, continuity_xlsx
from tests.documents.printed import assert_tagged, assert_tidy, pages_of
from tests.documents.samples import EXERCISE, IMPRINT, LONG_NAME

RULE = "Les nombres de moins de 5 sont masqués."
PARTS = "Insuline 34 · Plaie complexe 20 · autres catégories masquées"


def a_list(rows: int = 2, name: str = "Nord") -> ContinuityList:
    """A list of so many rows."""
    return ContinuityList(
        community="CPTS fictive",
        title="Besoins de soins · Par sous-zone",
        counted="Comptés le 26 novembre 2026 à 17 h 05.",
        first="Sous-zone",
        notes=(RULE,),
        rows=tuple(SheetRow(name=f"{name} {n}", total="54", parts=PARTS) for n in range(rows)),
        header=("Sous-zone", "Besoins", "Insuline"),
        grid=tuple((f"{name} {n}", 54, "masqué") for n in range(rows)),
    )


def test_the_paper_says_when_and_by_which_rule() -> None:
    """Whoever finds it on a wall knows what it hides."""
    printed = continuity_list(a_list(), IMPRINT)
    (page,) = pages_of(printed)
    for said in ("Besoins de soins", "Comptés le 26 novembre 2026", RULE, "Nord 0", "54", "autres catégories masquées"):
        assert said in page
    assert_tagged(printed, "Besoins de soins · Par sous-zone")
    assert_tidy(printed)


def test_a_long_list_runs_on_and_an_exercise_says_so_on_each_page() -> None:
    """Sixty rows of long names: nothing leaves the page."""
    printed = continuity_list(a_list(60, LONG_NAME), EXERCISE)
    pages = pages_of(printed)
    assert len(pages) > 1
    assert all("EXERCICE" in page for page in pages)
    assert_tidy(printed)


def test_an_empty_list_says_so() -> None:
    """Paper without a row is no mistake."""
    assert "Rien à montrer." in pages_of(continuity_list(a_list(0), IMPRINT))[0]


def test_the_csv_holds_the_grid_then_the_rule() -> None:
    """A spreadsheet sorts the grid; what it is stands under it."""
    lines = continuity_csv(a_list(), EXERCISE).decode("utf-8-sig").splitlines()
    assert lines[:3] == ["Sous-zone;Besoins;Insuline", "Nord 0;54;masqué", "Nord 1;54;masqué"]
    assert RULE in lines
    assert any(line.startswith("EXERCICE") for line in lines)


def test_the_workbook_runs_nothing() -> None:
    """A name that begins as a formula is text; numbers are numbers."""
    book = load_workbook(io.BytesIO(continuity_xlsx(a_list(2, "=1+1"), EXERCISE)))
    sheet = book.worksheets[0]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "f" not in cells.values()
    assert cells["=1+1 0"] == "s"
    assert cells[54] == "n"
    assert RULE in cells
    assert continuity_xlsx(a_list(), IMPRINT) == continuity_xlsx(a_list(), IMPRINT)
