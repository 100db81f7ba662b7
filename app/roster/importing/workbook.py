"""XLSX workbooks read into rows of text, as a person sees them. Line numbers are those of the sheet."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.core.errors import N_, UnreadableFile
from app.roster.importing.delimited import RawRow
from app.roster.importing.packed import BROKEN, check_workbook, damaged

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDEST = 512
"""Columns: a table of people or sites has a few dozen. Cells further right are refused, not dropped."""

MOST_CELLS = 1_000_000
"""In one sheet, up to the last one with something in it of each row."""

LAST_LINE = 1_048_576
"""No spreadsheet numbers lines further (ECMA-376, part 1, §18.3.1.73)."""


def sheets_of(content: bytes) -> list[tuple[str, list[RawRow]]]:
    """Each visible sheet's name and non-empty rows. Raises UnreadableFile for a damaged or oversized workbook."""
    check_workbook(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            try:
                return [(sheet.title, _rows(sheet)) for sheet in book.worksheets if sheet.sheet_state == "visible"]
            finally:
                book.close()
    except (*BROKEN, InvalidFileException) as error:
        raise damaged() from error


def _rows(sheet: Any) -> list[RawRow]:
    """The rows with something in them, wherever the sheet says that it ends: some programs write that wrong.

    Rows that a sheet skips come as one same empty tuple, a million times perhaps.
    """
    sheet.reset_dimensions()
    values: Iterable[tuple[object, ...]] = sheet.iter_rows(values_only=True)
    rows: list[RawRow] = []
    nothing: tuple[object, ...] = ()
    cells_read = 0
    for line, cells in enumerate(values, 1):
        if line > LAST_LINE:
            raise damaged()
        if cells is nothing:
            continue
        texts = ["" if value is None else text_of(value) for value in cells]
        while texts and not texts[-1]:
            texts.pop()
        cells_read += len(texts)
        if len(texts) > WIDEST or cells_read > MOST_CELLS:
            raise UnreadableFile(
                N_("La feuille dépasse {columns} colonnes ou {cells} cellules : gardez le seul tableau utile."),
                columns=WIDEST,
                cells=MOST_CELLS,
            )
        if texts:
            rows.append((line, texts))
        else:
            nothing = cells
    return rows


def text_of(value: object) -> str:
    """A cell's value as text: whole numbers without decimals, dates as ``2026-12-01``, yes and no in French."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\x00", "").strip()
