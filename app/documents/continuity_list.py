"""A masked list on paper and as a workbook: when it was counted, the threshold and the rule stand on it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.csv_table import csv_bytes
from app.documents.exercise_line import exercise_line
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from app.documents.imprint import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """An area, a practice or a discharge, all in words: « Zone nord », « 120 », « Insuline 34 · autres catégories masquées »."""

    name: str
    total: str
    parts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuityList:
    """``notes``: what the numbers rest on and the rule of masking, printed above them. ``first``: what a row is.

    ``header`` and ``grid`` are the same as a table of a file, one category a column.
    """

    community: str
    title: str
    counted: str
    first: str
    notes: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    header: tuple[str, ...]
    grid: tuple[tuple[str | int, ...], ...]
    has_totals: bool = True


def continuity_list(one: ContinuityList, imprint: Imprint) -> bytes:
    """The PDF: a row a line, in A4."""
    content = {
        "exercise": exercise_line(imprint),
        "list": {**asdict(one), "header": [], "grid": []},
        "words": {"total": _("Besoins"), "parts": _("Par catégorie"), "none": _("Rien à montrer.")},
    }
    return typeset("continuity_list", one.title, imprint, content)


def continuity_csv(one: ContinuityList, imprint: Imprint) -> bytes:
    """The grid, then what it is, when it was counted and the rule, under it."""
    below = [*(f"{word} · {sentence}" for word, sentence in imprint.spoken_bands), *_lines(one), imprint.sentence]
    return csv_bytes(one.header, [*one.grid, [""], *([line] for line in below)])


def continuity_xlsx(one: ContinuityList, imprint: Imprint) -> bytes:
    """The workbook: what it is and the rule above the grid, which no spreadsheet runs."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    from app.documents.workbook import saved, write_row

    workbook = Workbook()
    sheet: Worksheet = workbook.worksheets[0]
    sheet.title = _("Besoins")
    heads = [*(f"{word} · {sentence}" for word, sentence in imprint.spoken_bands), *_lines(one), imprint.sentence]
    for row, cells in enumerate([*([line] for line in heads), [], one.header, *one.grid], start=1):
        write_row(sheet, row, cells)
    for row in (len(imprint.spoken_bands) + 1, len(heads) + 2):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 34
    sheet.freeze_panes = f"B{len(heads) + 3}"
    return saved(workbook, imprint.titled(one.title), imprint.printed_at)


def _lines(one: ContinuityList) -> list[str]:
    return [one.title, one.community, one.counted, *one.notes]
