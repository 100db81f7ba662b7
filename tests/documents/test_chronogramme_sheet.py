"""A chronogramme on paper and in files: tagged, tidy whatever its length, the same bytes for the same values."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from app.documents.chronogramme_sheet import (
    HEADS,
    ChronogrammeRow,
    ChronogrammeSheet,
    chronogramme_csv,
    chronogramme_pdf,
    chronogramme_xlsx,
)
from app.exercise.chronogramme_columns import COLUMN_WORDS
from tests.documents.printed import assert_tagged, assert_tidy, text_of
from tests.documents.samples import BANDS, EXERCISE


def a_row(number: int, text: str = "Un autocar est couché.") -> ChronogrammeRow:
    return ChronogrammeRow(
        number=number, offset="T+1 h 30", hour="lundi 30 novembre, 10 h 30", sender="SAMU", recipient="Cellule",
        channel="téléphone", text=text, expected=("Ouvrir la cellule.", "Noter l’heure."), delays=("30 min", "–"),
        cards=("Ouvrir la cellule de crise", "–"), objectives="O1, O2", effects=("Route coupée : Auray – Brech.",), note="Insister.",
        exact_effects="[]",
    )  # fmt: skip


def a_sheet(*rows: ChronogrammeRow) -> ChronogrammeSheet:
    return ChronogrammeSheet(
        community="CPTS fictive", title="Chronogramme · Autocar", at="Jeudi 3 décembre, 14 h – 17 h.", rows=rows
    )


def test_the_paper_is_tagged_and_tidy_whatever_its_length() -> None:
    """Sixty injects with long words, or none at all."""
    printed = chronogramme_pdf(a_sheet(*(a_row(n, "Anticonstitutionnellement " * 12) for n in range(60))), EXERCISE)
    assert_tagged(printed, f"{BANDS}Chronogramme · Autocar")
    assert_tidy(printed)
    assert "Aucun inject" in text_of(chronogramme_pdf(a_sheet(), EXERCISE))


def test_a_delay_that_is_none_is_not_printed() -> None:
    """Its place is kept in the files, so that the others keep theirs."""
    printed = text_of(chronogramme_pdf(a_sheet(a_row(1)), EXERCISE))
    assert ("30 min" in printed, "Noter l’heure" in printed, "–." in printed) == (True, True, False)
    assert a_row(1).cells[8] == "30 min\n–"


def test_the_same_values_give_the_same_bytes() -> None:
    """In the three forms."""
    for write in (chronogramme_csv, chronogramme_xlsx, chronogramme_pdf):
        assert write(a_sheet(a_row(1)), EXERCISE) == write(a_sheet(a_row(1)), EXERCISE)


def test_the_workbook_says_exercice_then_its_columns() -> None:
    """Our own effects stand last, hidden; the header stays when the sheet is scrolled."""
    sheet = load_workbook(io.BytesIO(chronogramme_xlsx(a_sheet(a_row(1)), EXERCISE))).worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert str(lines[0][0]).startswith("EXERCICE")
    assert [COLUMN_WORDS[column] for column, _width in HEADS] in lines
    assert sheet.freeze_panes
    assert sheet.column_dimensions["N"].hidden
