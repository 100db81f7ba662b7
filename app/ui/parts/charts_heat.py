"""A table of states as colours with a letter in each cell: communes × needs. The letter says what the colour says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import GREEN, GREY, GROUND, INK, ORANGE, VERMILION, folded, layout, soft

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    steps = [(level / len(SCALE), soft(SCALE[level][theme], PARTS[level])) for level in range(len(SCALE))]
    scale = [bound for rank, (at, colour) in enumerate(steps) for bound in ((at, colour), ((rank + 1) / len(SCALE), colour))]  # fmt: skip
    drawn = go.Figure(
        go.Heatmap(
            z=[[one.level for one in row] for row in cells],
            text=[[one.mark for one in row] for row in cells], texttemplate="%{text}",
            textfont={"color": INK[theme], "size": 13},
            customdata=[[folded(one.said, 48) for one in row] for row in cells],
            hovertemplate="%{customdata}<extra></extra>",
            x=list(range(len(columns))), y=list(range(len(rows))), zmin=-0.5, zmax=len(SCALE) - 0.5, colorscale=scale,
            showscale=False, xgap=2, ygap=2,
        )
    )  # fmt: skip
    drawn.update_xaxes(
        side="top", tickangle=-55, tickmode="array", tickvals=list(range(len(columns))),
        ticktext=[folded(one, 24) for one in columns], showgrid=False, zeroline=False,
    )  # fmt: skip
    drawn.update_yaxes(
        autorange="reversed", tickmode="array", tickvals=list(range(len(rows))),
        ticktext=[folded(one, 26) for one in rows], showgrid=False, zeroline=False,
    )  # fmt: skip
    drawn.update_layout(plot_bgcolor=GROUND[theme])
    return layout(drawn, height=26 * len(rows) + 170, legend=False)
