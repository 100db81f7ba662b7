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
    # Ranks instead of words below: two half-days of the same name stay two, and days can be named once.
    drawn.update_traces(x=list(range(len(labels))))
    for rank, trace in enumerate(drawn.data):
        if trace.hoverinfo != "skip":
            drawn.data[rank].update(
                customdata=list(labels), hovertemplate="%{y:.0f} %<extra>" + str(trace.name) + "</extra>"
            )
    for rank in nights:
        drawn.add_vrect(x0=rank - 0.5, x1=rank + 0.5, fillcolor=soft(QUIET[theme], NIGHT), line_width=0, layer="below")
    for rank, words in marks:
        drawn.add_annotation(
            x=rank, y=1, yref="paper", yanchor="bottom", showarrow=False, text=f"<b>{words}</b>",
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
    drawn.update_layout(legend={"y": 1.08}, margin={"t": 72})
    return drawn
