"""From what is asked to what is left without anyone, one effect after the other, in the order that is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, VERMILION, folded, layout
from app.words.joined import colon

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: its label, how much it adds (a plan takes away), or a whole that the stages so far come to."""

    label: str
    value: int
    is_total: bool = False


def waterfall_figure(steps: Sequence[Step], theme: str) -> go.Figure:
    """The steps from top to bottom; each bar says its number with its sign, a step that changes nothing says « 0 »."""
    labels, values = [folded(one.label) for one in steps], [one.value for one in steps]
    ranks = list(range(len(steps)))
    said = [_said(one) for one in steps]
    drawn = go.Figure(
        go.Waterfall(
            y=ranks, x=values, orientation="h", text=said, textposition="outside", cliponaxis=False,
            # Where things stand is given, not added up again: the first step of all is one.
            measure=["absolute" if one.is_total else "relative" for one in steps],
            increasing={"marker": {"color": VERMILION[theme]}}, decreasing={"marker": {"color": GREEN[theme]}},
            totals={"marker": {"color": BLUE[theme]}}, connector={"line": {"color": GREY[theme], "width": 1}},
            hovertemplate=colon("%{customdata}", "%{text}<extra></extra>"), customdata=labels,
        )
    )  # fmt: skip
    drawn.update_yaxes(autorange="reversed", tickmode="array", tickvals=ranks, ticktext=labels)
    layout(drawn, height=max(240, 34 * len(steps) + 60), legend=False)
    return drawn.update_layout(margin={"r": 56})


def _said(one: Step) -> str:
    """« 112 », « +4 », « −4 », « 0 »."""
    return f"{one.value:g}" if one.is_total or not one.value else f"{one.value:+d}".replace("-", "−")
