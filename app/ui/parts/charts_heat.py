"""A table of states as colours with a letter in each cell: communes × needs. The letter says what the colour says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.parts.charts_cells import Cell, CellsLook, cells_figure
from app.ui.parts.charts_frame import GREEN, GREY, ORANGE, VERMILION, soft

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

SCALE = (GREY, GREEN, ORANGE, VERMILION)
"""Levels 0 (nothing asked) to 3 (the worst)."""

PARTS = (0.14, 0.38, 0.8, 0.9)
"""How much of each colour shows: what is well stays quiet."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """``level`` 0 to 3; ``mark``: what stands in the cell (« D 12 »); ``said``: its sentence."""

    level: int
    mark: str
    said: str


def heat_figure(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[HeatCell]], theme: str
) -> go.Figure:
    """``cells`` by row. Columns stand above, turned, so that long names are read."""
    colours = [soft(colour[theme], part) for colour, part in zip(SCALE, PARTS, strict=True)]
    drawn = [[Cell(one.level, one.mark, one.said) for one in row] for row in cells]
    return cells_figure(rows, columns, drawn, colours, theme, CellsLook(13, 2, 26 * len(rows) + 170, 55, 26))
