"""Bars for printed reports, drawn without a browser (Vega-Lite by altair and vl-convert), readable in black and white."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import altair
import vl_convert

from app.documents.typeset import FONTS

FACE = "Atkinson Hyperlegible"
INK = "#1a1a1a"
BAR = "#6e6e6e"
LABEL_POINTS = 12
LABEL_CHARACTERS = 26
BAR_WIDTH = 190
FIGURE_WIDTH = 60
BAR_STEP = 32


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its figure, the figure as spoken, and the target to reach if there is one."""

    label: str
    value: float
    shown: str
    target: float | None = None


def bar_chart_svg(bars: Sequence[Bar]) -> str:
    """Horizontal bars in the order given, figures in a column; a target is a thick upright stroke. Same bars, same text."""
    _register_face()
    highest = max([1e-9, *(bar.value for bar in bars), *(bar.target or 0 for bar in bars)])
    across = altair.Scale(domain=[0, highest], range=[0, BAR_WIDTH])
    rows = [{"n": n, "value": bar.value, "shown": bar.shown} for n, bar in enumerate(bars)]
    targets = [{"n": n, "value": bar.target} for n, bar in enumerate(bars) if bar.target is not None]
    x, y = altair.X("value:Q", axis=None, scale=across), altair.Y("n:O", axis=_labels(bars))
    base = altair.Chart(altair.InlineData(values=rows)).encode(y=y)
    figures = base.mark_text(align="right", color=INK, fontWeight="bold", fontSize=LABEL_POINTS, font=FACE)
    drawn = base.mark_bar(color=BAR, height=BAR_STEP - 14).encode(x=x) + figures.encode(
        x=altair.value(BAR_WIDTH + FIGURE_WIDTH), text="shown:N"
    )
    if targets:
        strokes = altair.Chart(altair.InlineData(values=targets)).mark_tick(
            color=INK, thickness=4, opacity=1, size=BAR_STEP - 6
        )
        drawn += strokes.encode(x=x, y=y)
    whole = drawn.properties(width=BAR_WIDTH + FIGURE_WIDTH, height=BAR_STEP * max(1, len(bars)))
    return vl_convert.vegalite_to_svg(whole.configure_view(stroke=None).to_dict())


def _labels(bars: Sequence[Bar]) -> altair.Axis:
    """The labels in full, over as many lines as they need."""
    lines = [textwrap.wrap(bar.label, LABEL_CHARACTERS) or [""] for bar in bars]
    return altair.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelPadding=6,
        labelLimit=1000,
        labelExpr=f"{json.dumps(lines)}[datum.value]",
        labelFont=FACE,
        labelFontSize=LABEL_POINTS,
        labelColor=INK,
    )


@cache
def _register_face() -> None:
    """Widths are measured in our typeface; once a process."""
    vl_convert.register_font_directory(str(FONTS))
