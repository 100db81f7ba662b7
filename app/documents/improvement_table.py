"""The improvement plan as a workbook: a line an action, which no spreadsheet runs as a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {"A": 60, "C": 24, "D": 24, "I": 30, "J": 50, "K": 30, "L": 40, "P": 34}


def improvement_xlsx(
    title: str, notes: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[str | int]], at: datetime
) -> bytes:
    """The workbook: what it is, ``notes``, then the table with its heads kept in sight. ``at``: when it was made, UTC."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    from app.documents.workbook import saved, write_row

    workbook = Workbook()
    sheet: Worksheet = workbook.worksheets[0]
    sheet.title = _("Actions")
    heads = [title, *notes]
    for number, cells in enumerate([*([line] for line in heads), [], header, *rows], start=1):
        write_row(sheet, number, cells)
    for number in (1, len(heads) + 2):
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    for number in range(len(heads) + 2, len(heads) + 3 + len(rows)):
        for cell in sheet[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = f"B{len(heads) + 3}"
    return saved(workbook, title, at)
