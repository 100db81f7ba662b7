"""Cells that no spreadsheet runs, and a workbook as settled bytes; spreadsheets come with it, so import it where one is made."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl.cell import Cell

from app.documents.legible import legible
from app.documents.settled_zip import settled_office

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell of text that no spreadsheet runs, on opening or on editing, whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = legible(text)
    cell.data_type, cell.quotePrefix = "s", True
    return cell


def write_row(sheet: Worksheet, row: int, cells: Iterable[str | int]) -> None:
    """A row from its first column on: texts as texts, numbers as numbers."""
    for column, value in enumerate(cells, start=1):
        if isinstance(value, str):
            write_text(sheet, row, column, value)
        else:
            sheet.cell(row, column, value)


def saved(workbook: Workbook, title: str, at: datetime) -> bytes:
    """The file; the same bytes for the same workbook printed at the same instant."""
    workbook.properties.title = legible(title)
    workbook.properties.creator = "Relève"
    file = io.BytesIO()
    workbook.save(file)
    return settled_office(file.getvalue(), at)
