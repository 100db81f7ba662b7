"""CSV text cut into rows for each delimiter it may use. Line numbers are those a text editor shows, from 1."""

from __future__ import annotations

import csv
import io

DELIMITERS = (";", ",", "\t", "|")

RawRow = tuple[int, list[str]]
"""The line where a row starts, and its cells."""

LARGEST_CELL = 1 << 24
RUNAWAY_LINES = 20
"""A quoted cell that runs over more lines than this is an unclosed quote, not an address."""


def rows_of(text: str, delimiter: str) -> list[RawRow]:
    """The non-empty rows; quoted cells may hold line ends. An unclosed quote falls back to one row a line."""
    rows = _parsed(text, delimiter, csv.QUOTE_MINIMAL)
    if rows is None or any(cell.count("\n") > RUNAWAY_LINES for _line, cells in rows for cell in cells):
        rows = _parsed(text, delimiter, csv.QUOTE_NONE)
    return rows or []


def _parsed(text: str, delimiter: str, quoting: int) -> list[RawRow] | None:
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    rows: list[RawRow] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, [cell.strip() for cell in cells]))
            start = reader.line_num + 1
    except csv.Error:
        return None
    return rows
