"""Delays as lying bars from T0, each with the mark of its target; what was never done has no bar and says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_bars import TONES
from app.ui.parts.charts_frame import INK, folded, layout

if TYPE_CHECKING:
    from collections.abc import Sequence

CROWDED = 0.35
"""Part of the longest delay that the words of a bar may take on a phone."""


@dataclass(frozen=True, slots=True)
class DelayBar:
    """``minutes`` None: never done. ``said``: what stands at the end of the bar; ``state``: the word of its state (the legend's)."""

    label: str
    minutes: float | None
    said: str
    target: float | None
    tone: str
    state: str


def delays_figure(bars: Sequence[DelayBar], theme: str, *, target: str) -> go.Figure:
    """One row a bar, in the order given; ``target``: how marks of targets are called."""
    drawn = go.Figure()
    ranks = {id(one): rank for rank, one in enumerate(bars)}
    longest = max((value for one in bars for value in (one.minutes, one.target) if value), default=1.0)
    for state in dict.fromkeys(one.state for one in bars):
        held = [one for one in bars if one.state == state]
        colour, shape = TONES[held[0].tone]
        drawn.add_trace(
            go.Bar(
                x=[one.minutes or 0.0 for one in held], y=[ranks[id(one)] for one in held], orientation="h", name=state,
                customdata=[folded(f"{one.label}\u00a0: {one.said}", 48) for one in held],
                hovertemplate="%{customdata}<extra></extra>", width=0.6,
                marker={"color": colour[theme], "pattern": {"shape": shape, "fillmode": "overlay", "fgcolor": INK[theme], "fgopacity": 0.45, "solidity": 0.16, "size": 9}},
            )
        )  # fmt: skip
    aimed = [one for one in bars if one.target is not None]
    drawn.add_trace(
        go.Scatter(
            x=[one.target for one in aimed], y=[ranks[id(one)] for one in aimed], mode="markers", name=target,
            marker={"symbol": "line-ns-open", "size": 30, "color": INK[theme], "line": {"width": 3}}, hoverinfo="skip",
        )
    )  # fmt: skip
    for one in bars:
        drawn.add_annotation(
            x=_end(one, longest), y=ranks[id(one)], text=f"<b>{folded(one.said, 40)}</b>",
            xanchor="left", xshift=10, showarrow=False, font={"size": 14, "color": INK[theme]},
        )  # fmt: skip
    drawn.update_yaxes(
        autorange="reversed", tickmode="array", tickvals=list(range(len(bars))),
        ticktext=[folded(one.label, 18) for one in bars],
    )  # fmt: skip
    drawn.update_xaxes(range=[0, longest * 1.45], showticklabels=False, showgrid=False, zeroline=False)
    return layout(drawn, height=56 * len(bars) + 110, barmode="overlay")


def _end(one: DelayBar, longest: float) -> float:
    """Where its words begin: after the bar, unless the mark of its target would stand in them."""
    end, aimed = one.minutes or 0.0, one.target or 0.0
    return aimed if end < aimed < end + CROWDED * longest else end
