"""From what is asked to what is left without anyone, one effect after the other, in the order that is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, VERMILION, folded, layout

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: its label, how much it adds (a plan takes away), or a whole that the stages so far come to."""

    label: str
    value: int
    is_total: bool = False


def waterfall_figure(steps: Sequence[Step], theme: str, *, lying: bool = True) -> go.Figure:
    """The steps from top to bottom (``lying``) or from left to right; each bar says its number with its sign."""
    labels, values = [folded(one.label) for one in steps], [one.value for one in steps]
    ranks = list(range(len(steps)))
    said = [f"{one.value:g}" if one.is_total else f"{one.value:+d}".replace("-", "−") for one in steps]
    along = {"y": ranks, "x": values} if lying else {"x": ranks, "y": values}
    drawn = go.Figure(
        go.Waterfall(
            **along, orientation="h" if lying else "v", text=said, textposition="outside", cliponaxis=False,
            measure=["total" if one.is_total else "relative" for one in steps],
            increasing={"marker": {"color": VERMILION[theme]}}, decreasing={"marker": {"color": GREEN[theme]}},
            totals={"marker": {"color": BLUE[theme]}}, connector={"line": {"color": GREY[theme], "width": 1}},
            hovertemplate="%{customdata} : %{text}<extra></extra>", customdata=labels,
        )
    )  # fmt: skip
    names = {"tickmode": "array", "tickvals": ranks, "ticktext": labels}
    if lying:
        drawn.update_yaxes(autorange="reversed", **names)
    else:
        drawn.update_xaxes(**names)
    return layout(drawn, height=max(240, 46 * len(steps) + 60) if lying else 360, legend=False)
