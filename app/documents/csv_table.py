"""Tables as CSV that French spreadsheets open as they are: UTF-8 with its mark, semicolons, no cell run as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from app.core.formulas import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The table's bytes. A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([inert(cell) for cell in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig", errors="replace")


def inert(cell: str | int) -> str | int:
    """The cell as text that no spreadsheet runs (:func:`app.core.formulas.guarded`); numbers as they are."""
    return guarded(cell) if isinstance(cell, str) else cell
