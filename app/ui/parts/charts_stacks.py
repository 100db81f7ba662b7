"""Bars made of parts, standing over hours or lying one a question: each part has its colour and its hatching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, INK, ORANGE, VERMILION, folded, layout

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS = ((BLUE, ""), (GREEN, "/"), (ORANGE, "x"), (VERMILION, "\\"), (GREY, "."))
"""Colour and hatching, in the order of the parts; the last serves for all the others."""
MARKS = ((VERMILION, "x"), (ORANGE, "/"), (GREY, ""), (BLUE, "."), (GREEN, ""))
"""Those of marks from 1 to 5."""
FINDINGS = ((ORANGE, "/"), (GREEN, ""))
"""Those of what is to improve, then of strengths."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every bar: its name, a value a bar."""

    name: str
    values: tuple[float, ...]


def standing_figure(labels: Sequence[str], parts: Sequence[Part], theme: str) -> go.Figure:
    """Bars side by side in time, parts one on another."""
    drawn = go.Figure()
    for rank, one in enumerate(parts):
        colour, shape = PARTS[min(rank, len(PARTS) - 1)]
        drawn.add_trace(
            go.Bar(
                x=list(labels),
                y=list(one.values),
                name=folded(one.name, 24),
                marker=_marker(colour[theme], shape, theme),
            )
        )
    drawn.update_xaxes(type="category")
    drawn.update_yaxes(rangemode="tozero")
    return layout(drawn, height=340, barmode="stack")


def lying_figure(labels: Sequence[str], parts: Sequence[Part], theme: str, *, marks: bool = False) -> go.Figure:
    """One bar a label from top to bottom, with the number of each part written in it; ``marks``: parts are marks from 1 to 5."""
    drawn = go.Figure()
    for one, (colour, shape) in zip(parts, MARKS if marks else FINDINGS, strict=False):
        drawn.add_trace(
            go.Bar(
                x=list(one.values), y=list(range(len(labels))), orientation="h", name=folded(one.name, 24),
                text=[f"{value:g}" if value else "" for value in one.values], textposition="inside", insidetextanchor="middle",
                textfont={"color": INK[theme], "size": 14}, marker=_marker(colour[theme], shape, theme),
            )
        )  # fmt: skip
    drawn.update_yaxes(
        autorange="reversed",
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=[folded(one) for one in labels],
    )
    drawn.update_xaxes(showticklabels=False, showgrid=False, zeroline=False)
    return layout(drawn, height=58 * len(labels) + 110, barmode="stack")


def _marker(colour: str, shape: str, theme: str) -> dict[str, object]:
    pattern = {
        "shape": shape,
        "fillmode": "overlay",
        "fgcolor": INK[theme],
        "fgopacity": 0.35,
        "solidity": 0.14,
        "size": 9,
    }
    return {"color": colour, "pattern": pattern}
