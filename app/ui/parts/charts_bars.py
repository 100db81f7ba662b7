"""Bars from left to right, the longest first, each with its state in words: the tornado of losses, gains of a reinforcement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, INK, ORANGE, VERMILION, folded, layout
from app.words.joined import colon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TONES: Mapping[str, tuple[Mapping[str, str], str]] = {
    "alarm": (VERMILION, "x"),
    "warned": (ORANGE, "/"),
    "good": (GREEN, ""),
    "calm": (BLUE, ""),
    "quiet": (GREY, ""),
}
"""Tone → colour and hatching: read in black and white too."""


ROW, LINE = 40, 19
"""Pixels of a row at least, and of a line of its label: labels of three lines do not touch."""


@dataclass(frozen=True, slots=True)
class LyingBar:
    """One bar: its label, its value, how the value is said, its tone and the word of its state (the legend's)."""

    label: str
    value: float
    said: str
    tone: str
    state: str


def bars_figure(bars: Sequence[LyingBar], theme: str) -> go.Figure:
    """One row a bar, in the order given; two rows of the same label stay two."""
    drawn = go.Figure()
    ranks = {id(one): rank for rank, one in enumerate(bars)}
    for state in dict.fromkeys(one.state for one in bars):
        held = [one for one in bars if one.state == state]
        colour, shape = TONES[held[0].tone]
        drawn.add_trace(
            go.Bar(
                x=[one.value for one in held], y=[ranks[id(one)] for one in held], orientation="h", name=state,
                text=[one.said for one in held], textposition="outside", textfont={"color": INK[theme], "size": 14}, cliponaxis=False,
                customdata=[folded(one.label) for one in held],
                hovertemplate=colon("%{customdata}", "%{text}<extra></extra>"),
                marker={"color": colour[theme], "pattern": {"shape": shape, "fillmode": "overlay", "fgcolor": INK[theme], "fgopacity": 0.45, "solidity": 0.16, "size": 9}},
            )
        )  # fmt: skip
    drawn.update_yaxes(
        autorange="reversed", tickmode="array", tickvals=list(range(len(bars))),
        ticktext=[folded(one.label) for one in bars],
    )  # fmt: skip
    # Room for the numbers, which stand after the bars; they say all that an axis would.
    longest = max((one.value for one in bars), default=1.0) or 1.0
    drawn.update_xaxes(range=[0, longest * 1.16], showticklabels=False, showgrid=False, zeroline=False)
    lines = max((folded(one.label).count("<br>") + 1 for one in bars), default=1)
    return layout(drawn, height=max(200, max(ROW, LINE * lines + 8) * len(bars) + 90), barmode="overlay")
