"""Curves over half-days: how much is covered without anything, after the shock, with the plan, as it was played."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, VERMILION, folded, layout, soft
from app.words.joined import colon

if TYPE_CHECKING:
    from collections.abc import Sequence


class CurveTone(StrEnum):
    """What a curve is: each has its colour, its stroke and its mark."""

    BASELINE = "baseline"
    SHOCK = "shock"
    PLAN = "plan"
    PLAYED = "played"


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve: its name in words, a value a label (None leaves a gap), what it is."""

    name: str
    values: tuple[float | None, ...]
    tone: CurveTone


LOOKS = {
    CurveTone.BASELINE: (GREY, "dot", "circle"),
    CurveTone.SHOCK: (VERMILION, "dash", "x"),
    CurveTone.PLAN: (GREEN, "solid", "diamond"),
    CurveTone.PLAYED: (BLUE, "dashdot", "square"),
}
"""Colour, stroke and mark of each curve: told apart in black and white too."""

FILL = 0.18


def lines_figure(
    labels: Sequence[str], curves: Sequence[Curve], theme: str, *, fill: tuple[CurveTone, CurveTone] | None = None,
    marks: Sequence[tuple[int, str]] = (), unit: str = "", height: int = 340,
) -> go.Figure:  # fmt: skip
    """The curves as steps that last their half-day. ``fill``: the gap between two of them is filled (the gain of a plan).

    ``marks``: (rank of the label, words) of what happened, as upright strokes. ``unit`` stands after each value (« % »).
    """
    drawn = go.Figure()
    names = [folded(one, 16) for one in labels]
    held = {one.tone: one for one in curves}
    if fill is not None and all(tone in held for tone in fill):
        low, high = (held[tone] for tone in fill)
        for one, how in ((low, None), (high, "tonexty")):
            drawn.add_trace(
                go.Scatter(
                    x=names, y=one.values, mode="lines", line={"width": 0, "shape": "hvh"}, fill=how, hoverinfo="skip",
                    fillcolor=soft(LOOKS[high.tone][0][theme], FILL), showlegend=False,
                )
            )  # fmt: skip
    for one in curves:
        colour, dash, symbol = LOOKS[one.tone]
        drawn.add_trace(
            go.Scatter(
                x=names, y=one.values, name=one.name, mode="lines+markers",
                line={"color": colour[theme], "dash": dash, "width": 2.5, "shape": "hvh"},
                marker={"symbol": symbol, "size": 8, "color": colour[theme]},
                hovertemplate=f"%{{x}}<br>{colon(folded(one.name), '%{y}')}{unit}<extra></extra>",
            )
        )  # fmt: skip
    for rank, words in marks:
        drawn.add_vline(
            x=rank, line={"width": 1, "dash": "dot"}, annotation={"text": folded(words, 18), "yanchor": "top"}
        )
    drawn.update_yaxes(ticksuffix=unit)
    drawn.update_xaxes(type="category")
    return layout(drawn, height=height, hovermode="x unified")
