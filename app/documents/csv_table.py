"""Tables as CSV that French spreadsheets open as they are: UTF-8 with its mark, semicolons, no cell run as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


FORMULA = ("=", "+", "-", "@")
"""What begins a formula in a spreadsheet (OWASP, « CSV Injection »)."""


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The table's bytes. A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([inert(cell) for cell in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig", errors="replace")


def inert(cell: str | int) -> str | int:
    """The cell as text that no spreadsheet runs: spaces, control and invisible characters don't hide a formula, nor do
    the wide forms of its sign (« ＝ »), which some read as the sign itself. An apostrophe that already stands there gets
    another, so that taking one away gives the cell back."""
    if not isinstance(cell, str) or not cell:
        return cell
    visible = next((sign for sign in cell.lstrip("'") if category(sign)[0] not in "ZC"), "")
    if normalize("NFKC", visible).startswith(FORMULA) or cell[0] in "\t\r\n":
        return f"'{cell}"
    return cell
