"""The four lines of a drill over time: what charts_lines draws, with its days told apart, its nights shaded, its axis of percents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.parts.charts_frame import INK, QUIET, folded, soft
from app.ui.parts.charts_lines import CurveTone, lines_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from app.ui.parts.charts_lines import Curve

NIGHT = 0.13
"""How much of the quiet colour shows behind a night."""
MARK = 22
"""Pixels between the two heights at which marks stand."""
STEP, LOWEST = 10, 90
"""The axis begins at or under LOWEST percent, at a multiple of STEP that leaves every line above it."""


def figure(
    labels: Sequence[str], curves: Sequence[Curve], theme: str, *, nights: Sequence[int] = (), days: Sequence[tuple[int, str]] = (),
    marks: Sequence[tuple[int, str]] = (),
) -> go.Figure:  # fmt: skip
    """``days``: (rank of its first slice, its words), named below instead of every slice; ``marks``: (rank of the slice, what begins there)."""
    tones = {one.tone for one in curves}
    fill = (CurveTone.SHOCK, CurveTone.PLAN) if CurveTone.PLAN in tones else None
    drawn = lines_figure(labels, curves, theme, fill=fill, unit=" %", height=400)
    # Ranks instead of words below: two half-days of the same name stay two, and days can be named once. A line begins where
    # its first half-day does and ends with its last, where nothing is marked.
    last = len(labels) - 1
    edged = [-0.5, *range(len(labels)), last + 0.5]
    said = [labels[0], *labels, labels[last]] if labels else []
    for rank, trace in enumerate(drawn.data):
        values = list(trace.y)
        drawn.data[rank].update(x=edged, y=[*values[:1], *values, *values[-1:]])
        if trace.hoverinfo != "skip":
            name = f"%{{customdata}}<br>{folded(str(trace.name))} : %{{y:.1f}} %<extra></extra>"
            drawn.data[rank].update(
                customdata=said, hovertemplate=name, marker={"size": [0, *[8] * len(values), 0]}
            )  # fmt: skip
    for rank in nights:
        drawn.add_vrect(x0=rank - 0.5, x1=rank + 0.5, fillcolor=soft(QUIET[theme], NIGHT), line_width=0, layer="below")
    for level, (rank, words) in enumerate(marks):
        # Two heights in turn: on a phone, neighbours would stand over one another.
        drawn.add_annotation(
            x=rank, y=1, yref="paper", yanchor="bottom", yshift=MARK * (level % 2), showarrow=False, text=f"<b>{words}</b>",
            font={"size": 13, "color": INK[theme]}, bgcolor=soft(QUIET[theme], NIGHT), borderpad=2,
        )  # fmt: skip
    least = min((value for one in curves for value in one.values if value is not None), default=0.0)
    floor = max(0, min(LOWEST, int((least - 1) // STEP) * STEP))
    drawn.update_yaxes(range=[floor, 101], dtick=STEP if floor >= 40 else 2 * STEP)
    named = list(days) or [(rank, folded(words, 12)) for rank, words in enumerate(labels)]
    drawn.update_xaxes(
        type="linear", range=[-0.5, len(labels) - 0.5], tickmode="array", tickvals=[rank for rank, _words in named],
        ticktext=[words for _rank, words in named], showgrid=False, zeroline=False, hoverformat="",
    )  # fmt: skip
    drawn.update_layout(legend={"y": 1.16}, margin={"t": 96}, hovermode="closest")
    return drawn
