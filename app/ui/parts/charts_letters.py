"""Who gave which letter to what: a letter in each cell, which says what its colour says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.parts.charts_cells import Cell, CellsLook, cells_figure
from app.ui.parts.charts_frame import BLUE, GREEN, GREY, ORANGE, VERMILION, soft

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

COLOURS = {"": (GREY, 0.14), "P": (GREEN, 0.4), "S": (BLUE, 0.4), "M": (ORANGE, 0.75), "U": (VERMILION, 0.85)}
"""Letter → its colour and how much of it shows; no letter: nobody said."""
ROW = 54
"""Pixels of a row: three lines of its label."""


@dataclass(frozen=True, slots=True)
class LetterCell:
    """One letter, empty where nobody gave one, and its sentence."""

    letter: str
    said: str


def letters_figure(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[LetterCell]], theme: str
) -> go.Figure:
    """``cells`` by row; columns stand above, turned."""
    ranks = {letter: rank for rank, letter in enumerate(COLOURS)}
    colours = [soft(colour[theme], part) for colour, part in COLOURS.values()]
    drawn = [
        [Cell(ranks[one.letter], f"<b>{one.letter}</b>" if one.letter else "–", one.said) for one in row]
        for row in cells
    ]
    return cells_figure(rows, columns, drawn, colours, theme, CellsLook(16, 3, ROW * len(rows) + 130, 90, 30))
