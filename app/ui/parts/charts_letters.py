"""Who gave which letter to what: a letter in each cell, which says what its colour says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, GROUND, INK, ORANGE, VERMILION, folded, layout, soft

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    scale = [
        (bound, soft(colour[theme], part))
        for rank, (colour, part) in enumerate(COLOURS.values())
        for bound in (rank / len(COLOURS), (rank + 1) / len(COLOURS))
    ]
    drawn = go.Figure(
        go.Heatmap(
            z=[[ranks[one.letter] for one in row] for row in cells],
            text=[[f"<b>{one.letter}</b>" if one.letter else "–" for one in row] for row in cells], texttemplate="%{text}",
            textfont={"color": INK[theme], "size": 16},
            customdata=[[folded(one.said, 48) for one in row] for row in cells], hovertemplate="%{customdata}<extra></extra>",
            x=list(range(len(columns))), y=list(range(len(rows))), zmin=-0.5, zmax=len(COLOURS) - 0.5, colorscale=scale,
            showscale=False, xgap=3, ygap=3,
        )
    )  # fmt: skip
    drawn.update_xaxes(
        side="top", tickangle=-90, tickmode="array", tickvals=list(range(len(columns))),
        ticktext=[folded(one, 24) for one in columns], showgrid=False, zeroline=False,
    )  # fmt: skip
    drawn.update_yaxes(
        autorange="reversed", tickmode="array", tickvals=list(range(len(rows))),
        ticktext=[folded(one, 30) for one in rows], showgrid=False, zeroline=False,
    )  # fmt: skip
    drawn.update_layout(plot_bgcolor=GROUND[theme])
    return layout(drawn, height=ROW * len(rows) + 130, legend=False)
