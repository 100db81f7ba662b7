"""CSV for spreadsheets."""

from __future__ import annotations

import pytest

from app.documents.csv_table import csv_bytes, inert


def test_a_table_opens_in_a_french_spreadsheet() -> None:
    """Byte order mark, semicolons, CRLF, quotes where needed."""
    expected = 'Nom;Postes\r\n"Le ; Goff";2\r\n'
    assert csv_bytes(["Nom", "Postes"], [["Le ; Goff", 2]]) == expected.encode("utf-8-sig")


@pytest.mark.parametrize("cell", ["=1+1", "+33612345678", "-2", "@SOMME(A1)", " =1", "\t=1", "\r=1"])
def test_no_cell_is_run_as_a_formula(cell: str) -> None:
    """It stays readable behind an apostrophe."""
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Le Goff", "a=b", 12])
def test_plain_cells_are_left_alone(cell: str | int) -> None:
    """Only what a spreadsheet would run changes."""
    assert inert(cell) == cell
