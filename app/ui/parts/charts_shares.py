"""How many days out of ten keep at least so much: the shares of the drawn days, from the worst to the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, INK, VERMILION, folded, layout, soft
from app.words.joined import colon

if TYPE_CHECKING:
    from collections.abc import Sequence


def shares_figure(
    days: Sequence[float], shares: Sequence[float], theme: str, *, promised: tuple[float, float], promise: str,
    across: str, along: str,
) -> go.Figure:  # fmt: skip
    """``days`` (% of the days drawn) on the level, ``shares`` (% covered at least) upright, best days first.

    ``promised``: the point that the sentence says, called ``promise`` on the picture; ``across`` and ``along`` name the axes.
    """
    drawn = go.Figure()
    drawn.add_trace(
        go.Scatter(
            x=list(days), y=list(shares), mode="lines", line={"color": BLUE[theme], "width": 3, "shape": "hv"},
            fill="tozeroy", fillcolor=soft(BLUE[theme], 0.14), showlegend=False,
            hovertemplate=f"{colon(folded(along), '%{y:.0f} %')}<br>{colon(folded(across), '%{x:.0f} %')}<extra></extra>",
        )
    )  # fmt: skip
    drawn.add_trace(
        go.Scatter(
            x=[promised[0]], y=[promised[1]], mode="markers+text", text=[folded(promise, 26)],
            textposition="bottom left", textfont={"color": INK[theme], "size": 14}, cliponaxis=False,
            marker={"symbol": "diamond", "size": 12, "color": VERMILION[theme]}, hoverinfo="skip", showlegend=False,
        )
    )  # fmt: skip
    low = min(shares, default=0.0)
    drawn.update_xaxes(title={"text": across}, ticksuffix=" %", range=[0, 101])
    drawn.update_yaxes(title={"text": along}, ticksuffix=" %", range=[max(0.0, low - 12), 102])
    return layout(drawn, height=340, legend=False)
