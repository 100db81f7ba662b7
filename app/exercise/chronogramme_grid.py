"""The cells of a chronogramme's file as a person sees them: merged cells told apart, times as times, the header found.

Nothing here knows what a column means; :mod:`app.exercise.chronogramme_file` reads them.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.core.errors import N_, UnreadableFile
from app.exercise.chronogramme_columns import column_named
from app.roster.importing.delimited import DELIMITERS, rows_of
from app.roster.importing.packed import BROKEN, check_workbook, damaged
from app.roster.importing.sheet import HEADER_WITHIN
from app.roster.importing.source import decoded, is_workbook, read_bytes
from app.roster.importing.workbook import text_of
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.roster.importing.headers import HeaderNames

LARGEST = 4 * 1024 * 1024
"""The sheets of a chronogramme once unpacked (bytes): some fifty thousand cells, a hundred times the longest met."""

WIDEST, LONGEST = 100, 2_000
"""Columns and rows that are looked at."""

EXCEL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - as openpyxl tells it


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its line in the file, its texts, and which of them only continue a merged cell from the line above."""

    line: int
    cells: tuple[str, ...]
    continued: frozenset[int] = frozenset()

    def at(self, rank: int | None) -> str:
        """The text of a column; empty where the row does not reach it."""
        return self.cells[rank] if rank is not None and rank < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class ChronogrammeGrid:
    """The table of a file. ``sheet``: its tab, empty for text; ``others``: tabs with a table that were not taken."""

    header_line: int
    header: tuple[str, ...]
    body: tuple[GridRow, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()

    def title(self, rank: int) -> str:
        return self.header[rank] if rank < len(self.header) else ""


@dataclass(slots=True)
class _Table:
    name: str
    rows: list[GridRow] = field(default_factory=list)


def read_grid(content: bytes, names: HeaderNames, *, sheet: str = "") -> ChronogrammeGrid:
    """The table with the most columns known, in the tab asked for if any. Raises UnreadableFile."""
    given = read_bytes(content)
    tables = _workbook(given) if is_workbook(given) else _delimited(given)
    scored = [(*_header_of(table.rows, names), table) for table in tables if table.rows]
    if sheet:
        scored = [one for one in scored if one[2].name == sheet] or scored
    if not scored:
        raise UnreadableFile(N_("Le fichier ne contient aucune ligne : vérifiez la feuille enregistrée."))
    score, index, chosen = max(scored, key=lambda one: one[0])
    if score < 2:
        raise UnreadableFile(
            N_("Aucune ligne d’en-têtes reconnue. La première ligne du tableau doit nommer ses colonnes, par exemple : {names}."),
            names=_("T+, De, À, Canal, Message, Attendu"),
        )  # fmt: skip
    header = chosen.rows[index]
    others = tuple(one[2].name for one in scored if one[0] >= 2 and one[2].name and one[2].name != chosen.name)
    return ChronogrammeGrid(header.line, header.cells, tuple(chosen.rows[index + 1 :]), chosen.name, others)


def _header_of(rows: Sequence[GridRow], names: HeaderNames) -> tuple[int, int]:
    """How many columns the best of the first rows names, and its index: titles, logos and notes stand above it."""
    scores = [
        (len({column_named(cell, names) for cell in row.cells if cell} - {None}), -index)
        for index, row in enumerate(rows[:HEADER_WITHIN])
    ]
    score, index = max(scores, default=(0, 0))
    return score, -index


def _delimited(content: bytes) -> list[_Table]:
    text = decoded(content)
    found = [rows_of(text, one) for one in DELIMITERS if one in text] or [rows_of(text, ";")]
    return [_Table("", [GridRow(line, tuple(cells)) for line, cells in rows[:LONGEST]]) for rows in found]


def _workbook(content: bytes) -> list[_Table]:
    check_workbook(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist() if one.filename.startswith("xl/worksheets/")) > LARGEST:
                raise UnreadableFile(
                    N_("Ce classeur est trop grand pour un chronogramme : gardez la seule feuille utile.")
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), data_only=True)
            return [_Table(one.title, list(_rows(one))) for one in book.worksheets if one.sheet_state == "visible"]
    except (*BROKEN, InvalidFileException) as error:
        raise damaged() from error


def _rows(sheet: Any) -> Iterator[GridRow]:
    """The rows with something in them; every row of a merged cell says what it says, its first column only."""
    merged = {
        (row, area.min_col): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if area.max_row - area.min_row < LONGEST
        for row in range(area.min_row + 1, area.max_row + 1)
    }
    widest = min(sheet.max_column or 0, WIDEST)
    for line in range(1, min(sheet.max_row or 0, LONGEST) + 1):
        continued = frozenset(column - 1 for column in range(1, widest + 1) if (line, column) in merged)
        texts = [_text(sheet.cell(*merged.get((line, column), (line, column)))) for column in range(1, widest + 1)]
        if any(texts):
            yield GridRow(line, tuple(texts), continued)


def _text(cell: Any) -> str:
    """A cell's value as text: « 9:40 » for an hour of the day, « T+1:30 » for a span of time."""
    value = cell.value
    if isinstance(value, datetime) and value.year <= 1900:
        value = value - EXCEL_DAY_ZERO
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"T+{minutes // 60}:{minutes % 60:02}" if minutes >= 0 else f"T-{-minutes}"
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    return text_of(value)
