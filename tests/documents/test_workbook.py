"""Tests of app/documents/workbook.py: a text is never run, a number stays one, bytes hang on what is written alone."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook

from app.documents.workbook import saved, write_row

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def a_file() -> bytes:
    workbook = Workbook()
    write_row(workbook.worksheets[0], 2, ["=1+1", 12, "Redon\x07"])
    return saved(workbook, "Besoins", AT)


def test_a_formula_that_was_typed_stays_a_text() -> None:
    """Whatever it begins with; what no file may hold is left out; the same twice is the same file."""
    row = list(load_workbook(BytesIO(a_file())).worksheets[0][2])
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in row] == [
        ("=1+1", "s", True), (12, "n", False), ("Redon", "s", True),
    ]  # fmt: skip
    assert a_file() == a_file()
