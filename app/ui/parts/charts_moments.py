"""The coverage of an exercise as it was played: a step after each thing, over fictional time. Percents, the axis cut where it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.exercise.coverage_said import Standing
from app.exercise.said import spoken_minutes
from app.ui.parts.charts_frame import BLUE, layout
from app.words import _
from app.words.joined import colon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.exercise.chronogramme import CoverageMoment

TICKS = 6
"""Hours named along the axis, about."""
LOWEST, STEP = 90, 10
"""The axis begins at or under LOWEST percent, at a multiple of STEP that leaves the line above it."""


def moments_figure(moments: Sequence[CoverageMoment], now: float, theme: str) -> go.Figure:
    """``now``: the present minute, as far as the last step goes."""
    minutes = [one.minutes for one in moments]
    shares = [round(100 * Standing(one.demand, one.unmet).share, 1) for one in moments]
    until = max([now, *minutes])
    drawn = go.Figure()
    drawn.add_trace(
        go.Scatter(
            x=[*minutes, until], y=[*shares, *shares[-1:]], mode="lines+markers", name=_("Couverture"),
            customdata=[*map(spoken_minutes, minutes), spoken_minutes(until)],
            line={"color": BLUE[theme], "width": 2.5, "shape": "hv"},
            marker={"size": [*[8] * len(minutes), 0], "color": BLUE[theme], "symbol": "square"},
            hovertemplate=colon("%{customdata}", "%{y:.1f} %<extra></extra>"),
        )
    )  # fmt: skip
    every = max(15, int(until / TICKS // 15 + 1) * 15)
    ticks = list(range(0, int(until) + every, every))
    drawn.update_xaxes(
        range=[0, max(until, every)], tickmode="array", tickvals=ticks, ticktext=[spoken_minutes(one) for one in ticks]
    )
    floor = max(0, min(LOWEST, int((min(shares, default=100) - 1) // STEP) * STEP))
    drawn.update_yaxes(range=[floor, 101], ticksuffix=" %")
    return layout(drawn, height=300, legend=False)
