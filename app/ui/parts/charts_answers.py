"""Messages of an exercise over its time: when each was planned, when it left, when it was answered, or that it never left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, INK, ORANGE, folded, layout

if TYPE_CHECKING:
    from collections.abc import Sequence

HOUR = 60


@dataclass(frozen=True, slots=True)
class MessageLine:
    """Hours since T0 at each stage, None where it never came; ``said``: its sentence."""

    label: str
    planned: float | None
    sent: float | None
    answered: float | None
    said: str


STAGES = (("planned", "circle-open", GREY), ("sent", "square", BLUE), ("answered", "diamond", GREEN))


def answers_figure(
    lines: Sequence[MessageLine], theme: str, *, names: tuple[str, str, str], skipped: str, across: str
) -> go.Figure:
    """``names``: planned, sent, answered as the legend calls them; ``skipped``: those that never left."""
    drawn = go.Figure()
    for rank, one in enumerate(lines):
        if one.sent is not None and one.answered is not None:
            drawn.add_shape(
                type="line", x0=one.sent, x1=one.answered, y0=rank, y1=rank, line={"color": GREEN[theme], "width": 3}
            )
    left = [rank for rank, one in enumerate(lines) if one.sent is None]
    drawn.add_trace(
        go.Scatter(
            x=[lines[rank].planned or 0.0 for rank in left], y=left, mode="markers", name=skipped,
            marker={"symbol": "x", "size": 10, "color": ORANGE[theme]},
            customdata=[folded(lines[rank].said, 48) for rank in left], hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip
    for (stage, symbol, colour), name in zip(STAGES, names, strict=True):
        held = [
            (rank, at)
            for rank, one in enumerate(lines)
            if one.sent is not None and (at := getattr(one, stage)) is not None
        ]
        drawn.add_trace(
            go.Scatter(
                x=[at for _rank, at in held], y=[rank for rank, _at in held], mode="markers", name=name,
                marker={"symbol": symbol, "size": 11, "color": colour[theme], "line": {"width": 2, "color": colour[theme]}},
                customdata=[folded(lines[rank].said, 48) for rank, _at in held],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
    drawn.update_yaxes(
        autorange="reversed", tickmode="array", tickvals=list(range(len(lines))), ticktext=[one.label for one in lines],
        tickfont={"color": INK[theme]},
    )  # fmt: skip
    drawn.update_xaxes(title={"text": across}, ticksuffix=" h", rangemode="tozero")
    return layout(drawn, height=max(240, 24 * len(lines) + 130))
