"""How answers came in: a stair from 0 to the part that answered; it stops under 100 % where some never did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, INK, ORANGE, VERMILION, folded, layout
from app.words.joined import colon

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKS = ((INK, "solid"), (BLUE, "dash"), (GREEN, "dot"), (ORANGE, "dashdot"), (VERMILION, "longdash"), (GREY, "solid"))
"""Colour and stroke of each stair: told apart in black and white too."""
MOST = len(LOOKS)


@dataclass(frozen=True, slots=True)
class Stair:
    """Its name, and points: (minutes, part 0–1), from (0, 0) on."""

    name: str
    points: tuple[tuple[float, float], ...]


def reach_figure(stairs: Sequence[Stair], theme: str, *, until: float, across: str) -> go.Figure:
    """``until``: minutes that the picture covers, so that every stair runs to its end; ``across`` names the axis."""
    drawn = go.Figure()
    for one, (colour, dash) in zip(stairs[:MOST], LOOKS, strict=False):
        minutes = [at for at, _part in one.points]
        parts = [100 * part for _at, part in one.points]
        drawn.add_trace(
            go.Scatter(
                x=[*minutes, max(until, *minutes)], y=[*parts, parts[-1]], name=folded(one.name), mode="lines",
                line={"color": colour[theme], "dash": dash, "width": 3, "shape": "hv"},
                hovertemplate=f"{folded(one.name)}<br>{colon('%{x:.0f} min', '%{y:.0f} %')}<extra></extra>",
            )
        )  # fmt: skip
    drawn.update_xaxes(title={"text": across}, ticksuffix=" min", rangemode="tozero")
    drawn.update_yaxes(range=[0, 102], ticksuffix=" %")
    return layout(drawn, height=360)
