"""A table as a picture: a coloured cell with a few signs in it for each row and column, columns named above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import GROUND, INK, folded, layout

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Cell:
    """``rank``: of its colour among those given; ``mark``: what stands in it; ``said``: its sentence."""

    rank: int
    mark: str
    said: str


@dataclass(frozen=True, slots=True)
class CellsLook:
    """Pixels of the signs, between cells and of the whole height; degrees that column names are turned; signs of a row's name."""

    signs_pixels: int
    gap_pixels: int
    height_pixels: int
    turned_degrees: int
    name_signs: int


def cells_figure(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]], colours: Sequence[str], theme: str,
    look: CellsLook,
) -> go.Figure:  # fmt: skip
    """``cells`` by row; ``colours``: as the theme has them, by rank."""
    most = len(colours)
    scale = [(bound, colour) for rank, colour in enumerate(colours) for bound in (rank / most, (rank + 1) / most)]
    drawn = go.Figure(
        go.Heatmap(
            z=[[one.rank for one in row] for row in cells],
            text=[[one.mark for one in row] for row in cells], texttemplate="%{text}",
            textfont={"color": INK[theme], "size": look.signs_pixels},
            customdata=[[folded(one.said, 48) for one in row] for row in cells],
            hovertemplate="%{customdata}<extra></extra>",
            x=list(range(len(columns))), y=list(range(len(rows))), zmin=-0.5, zmax=most - 0.5, colorscale=scale,
            showscale=False, xgap=look.gap_pixels, ygap=look.gap_pixels,
        )
    )  # fmt: skip
    drawn.update_xaxes(
        side="top", tickangle=-look.turned_degrees, tickmode="array", tickvals=list(range(len(columns))),
        ticktext=[folded(one, 24) for one in columns], showgrid=False, zeroline=False,
    )  # fmt: skip
    drawn.update_yaxes(
        autorange="reversed", tickmode="array", tickvals=list(range(len(rows))),
        ticktext=[folded(one, look.name_signs) for one in rows], showgrid=False, zeroline=False,
    )  # fmt: skip
    drawn.update_layout(plot_bgcolor=GROUND[theme])
    return layout(drawn, height=look.height_pixels, legend=False)
