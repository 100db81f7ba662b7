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
    if rows is None or _ran_away(text, rows):
        rows = _parsed(text, delimiter, csv.QUOTE_NONE)
    return rows or []


def _ran_away(text: str, rows: list[RawRow]) -> bool:
    """Whether a quote was never closed: an odd count and a cell over several lines, or a cell over very many."""
    longest = max((cell.count("\n") for _line, cells in rows for cell in cells), default=0)
    return longest > RUNAWAY_LINES or (longest > 0 and text.count('"') % 2 == 1)


def _parsed(text: str, delimiter: str, quoting: int) -> list[RawRow] | None:
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    stray = " \t\r\n\u00a0" + ('"' if quoting == csv.QUOTE_NONE else "")
    rows: list[RawRow] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, [cell.strip(stray) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error:
        return None
    return rows
