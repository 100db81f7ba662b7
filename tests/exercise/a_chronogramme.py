"""Chronogrammes as partners send them: workbooks and texts, and how they read."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from app.exercise.chronogramme_columns import ColumnMapping, proposed
from app.exercise.chronogramme_draft import ChronogrammeReading, References, Way
from app.exercise.chronogramme_file import read_chronogramme
from app.exercise.chronogramme_grid import read_grid
from app.library import Library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.exercise.chronogramme import PlayedInject

T0 = datetime(2026, 11, 30, 8, tzinfo=UTC)
"""Monday 30 November 2026, 9 h in Paris."""
NAMES = Library().chronogramme_headers
KNOWN = References(("O1", "O2"), {"ouvrir_la_cellule": "Ouvrir la cellule de crise"})


def a_workbook(rows: Sequence[Any], merged: Sequence[str] = (), *, title: str = "MSEL") -> bytes:
    """The bytes of a workbook of one tab."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read(
    content: bytes, held: Sequence[PlayedInject] = (), *, mapping: ColumnMapping | None = None, way: Way = Way.COMPLETE,
    times: Mapping[int, str] | None = None,
) -> ChronogrammeReading:  # fmt: skip
    """As the product reads it, columns as they are recognised."""
    grid = read_grid(content, NAMES)
    chosen = mapping or proposed(grid.header, NAMES)
    return read_chronogramme(grid, chosen, held, t0=T0, references=KNOWN, way=way, times=times)


def told(reading: ChronogrammeReading) -> list[tuple[int, str]]:
    """Minute and text of each inject that was read."""
    return [(one.draft.minutes, one.draft.text) for one in reading.lines]
