"""Content files that hold settings and figures, not merged row by row: the shipped value stands where the site's own file has none.

What is wrong in one is told with its file, its line and its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.library import Library
from app.library.content import built
from app.roster import cells
from app.roster.cells import required, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.library import Record

MONTHS, DAYS, MINUTES, HOURS = (1, 1_200), (1, 3_660), (1, 20_160), (1, 336)
"""Bounds of the figures of content files: beyond them a figure was mistyped, and would lead out of the calendar."""


def settings_of(library: Library, name: str) -> dict[str, Record]:
    """Setting → its row: the site's own, else the shipped one. Raises InvalidInput."""
    rows = (*Library().file(name), *library.file(name))
    return {built(record, lambda row: required(row, "setting")): record for record in rows}


def figures_of(library: Library, name: str, bounds: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Setting → whole number within its bounds, both included. Raises InvalidInput."""
    held = settings_of(library, name)
    return {setting: bounded(held[setting], "value", *inside) for setting, inside in bounds.items()}


def bounded(record: Record, column: str, least: int, most: int) -> int:
    """The whole number of a cell. Raises InvalidInput when it is none, or out of bounds."""
    return built(record, lambda row: cells.bounded(row, column, least, most))


def bounded_if_said(record: Record, column: str, least: int, most: int) -> int | None:
    """The same; None for an empty cell."""
    return bounded(record, column, least, most) if text(record.cells, column) else None
