"""Bars with their sentence, and the same as a table and a CSV file. A target is a stroke, never a colour alone."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import streamlit as st

from app.ui.parts import table
from app.ui.parts.plain import plain
from app.words import _
from app.words.joined import colon

if TYPE_CHECKING:
    pass

FIRST = {"light": "#1F7A66", "dark": "#4FB89D"}
SECOND = {"light": "#9DB7C9", "dark": "#4A6A80"}
INK = {"light": "#0B1514", "dark": "#E8EFEF"}
"""Done in deep green, the rest in quiet blue; the target in ink."""

LINE_CHARACTERS = 26
FEW, NARROW = 4, 0.35
"""Under four labels, bars keep a modest width (part of the room a label has)."""


@dataclass(frozen=True, slots=True)
class Series:
    """One value a label; ``is_target``: drawn as strokes across, not as bars. None leaves a gap."""

    name: str
    values: tuple[float | None, ...]
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of one thing: the sentence that reads it, its labels, and the rows of its table twin."""

    title: str
    sentence: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    is_lying: bool = False
    """Bars from left to right, for long labels."""


def show(chart: Chart, *, key: str) -> None:
    """Draw the title, the sentence, the bars, and their twins; without a label, the sentence alone."""
    st.header(plain(chart.title), anchor=False)
    st.markdown(plain(chart.sentence))
    if not chart.labels:
        return
    st.plotly_chart(
        figure(chart, st.context.theme.type or "light"),
        key=f"{key}_chart",
        config={"displayModeBar": False},
        alt=chart.sentence,
    )
    with st.expander(_("La même chose en tableau")):
        table.show(chart.header, chart.rows, caption=f"{chart.title}. {chart.sentence}")
        table.download(chart.header, chart.rows, file_name=f"{key}.csv", key=f"{key}_csv")


def figure(chart: Chart, theme: str) -> go.Figure:
    """The bars, side by side when there are several series."""
    drawn = go.Figure()
    labels = [_folded(label) for label in chart.labels]
    for rank, one in enumerate(chart.series):
        along = {"y": labels, "x": one.values} if chart.is_lying else {"x": labels, "y": one.values}
        if one.is_target:
            mark = {"symbol": "line-ns" if chart.is_lying else "line-ew", "size": 26, "line": {"width": 3, "color": INK[theme]}}  # fmt: skip
            drawn.add_trace(go.Scatter(**along, name=one.name, mode="markers", marker=mark))
        else:
            bars = go.Bar(**along, name=one.name, marker_color=(FIRST if not rank else SECOND)[theme])
            bars.update(orientation="h" if chart.is_lying else "v", textposition="auto")
            if not chart.is_lying and len(labels) < FEW:
                bars.update(width=NARROW)
            bars.update(text=["" if value is None else f"{value:g}" for value in one.values])
            drawn.add_trace(bars)
    drawn.update_traces(hovertemplate=colon("%{y}", "%{x}") if chart.is_lying else colon("%{x}", "%{y}"))
    drawn.update_layout(
        barmode="group",
        height=max(220, 44 * len(labels) + 90) if chart.is_lying else 300,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        font={"size": 14},
        showlegend=len(chart.series) > 1,
    )
    drawn.update_yaxes(autorange="reversed" if chart.is_lying else None, automargin=True, rangemode="tozero", type="category" if chart.is_lying else None)  # fmt: skip
    drawn.update_xaxes(automargin=True, rangemode="tozero", type=None if chart.is_lying else "category")
    return drawn


def _folded(label: str) -> str:
    """The label whole, over as many lines as it needs."""
    return "<br>".join(html.escape(line) for line in textwrap.wrap(label, LINE_CHARACTERS)) or label
