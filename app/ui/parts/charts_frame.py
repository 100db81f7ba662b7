"""What every picture of coverage and drills shares: its sentence first, its colours in both themes, its table twin.

A picture is a plotly figure that :func:`show` draws; what makes one (lines, steps, bars, cells, shares, map) is beside this
file, one ``charts_*`` each.
"""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import table
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    import plotly.graph_objects as go

INK = {"light": "#0B1514", "dark": "#E8EFEF"}
GROUND = {"light": "#FCFDFD", "dark": "#0E1416"}
QUIET = {"light": "#66777A", "dark": "#93A4A7"}
"""Strokes that separate: borders of communes, grids."""

GREEN = {"light": "#1F7A66", "dark": "#4FB89D"}
BLUE = {"light": "#2B6CA3", "dark": "#79B4E3"}
GREY = {"light": "#9DB0B5", "dark": "#5B6E73"}
ORANGE = {"light": "#E69F00", "dark": "#E69F00"}
VERMILION = {"light": "#C2410C", "dark": "#F07A45"}
"""The palette of states (Okabe-Ito family), told apart in both themes; no state is told by its colour alone."""

LINE_CHARACTERS = 30


@dataclass(frozen=True, slots=True)
class Twin:
    """The picture as a table: its head and its rows. ``exported``: the rows of the file, where the screen says more."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    exported: tuple[tuple[str | int, ...], ...] | None = None


def theme() -> str:
    """« light » or « dark », as the tab shows it now."""
    return st.context.theme.type or "light"


def show(figure: go.Figure, sentence: str, twin: Twin, *, key: str, title: str = "", file_name: str = "") -> None:
    """Draw the title, the sentence, the picture, then its twin folded with its file."""
    if title:
        st.header(plain(title), anchor=False)
    st.markdown(plain(sentence))
    st.plotly_chart(figure, key=f"{key}_chart", config={"displayModeBar": False}, alt=sentence)
    show_twin(twin, sentence, key=key, file_name=file_name)


def show_twin(twin: Twin, sentence: str, *, key: str, file_name: str = "") -> None:
    """The table twin, folded, and the same as a CSV file."""
    with st.expander(_("La même chose en tableau")):
        table.show(twin.header, twin.rows, caption=sentence)
        table.download(
            twin.header, twin.rows if twin.exported is None else twin.exported, file_name=file_name or f"{key}.csv",
            key=f"{key}_csv",
        )  # fmt: skip


def layout(figure: go.Figure, *, height: int, legend: bool = True, **more: str) -> go.Figure:
    """The margins, the legend above and the type size that every picture has."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 40 if legend else 12, "b": 8},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        font={"size": 14},
        showlegend=legend,
        **more,
    )
    figure.update_xaxes(automargin=True, fixedrange=True)
    figure.update_yaxes(automargin=True, fixedrange=True)
    return figure


def folded(label: str, characters: int = LINE_CHARACTERS) -> str:
    """A label whole, over as many lines as it needs, with nothing in it that could be markup."""
    return "<br>".join(html.escape(line) for line in textwrap.wrap(label, characters)) or html.escape(label)


def soft(colour: str, part: float) -> str:
    """A colour of the palette let through: ``part`` of 1 is whole."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {part:g})"
