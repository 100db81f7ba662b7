"""The week at a glance: for each role, each half-day's seats filled and missing, as bars, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import streamlit as st
from plotly.subplots import make_subplots

from app.ui.parts import table
from app.ui.parts.plain import plain
from app.words import _
from app.words.joined import colon

if TYPE_CHECKING:
    from collections.abc import Sequence

FILLED = {"light": "#A9DCCC", "dark": "#1F6B56"}
MISSING = {"light": "#D55E00", "dark": "#F07A33"}
INK = {"light": "#0B1514", "dark": "#E8EFEF"}
"""Quiet green for what is held, so that the eye goes to Okabe-Ito vermilion, hatched, for what is missing."""
BAR_ROW = 60
"""Height in pixels of one role's row of bars."""


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A column of the week: its id and how it is spoken short (« lun. 30 matin »)."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class RoleWeek:
    """A role's seats in each half-day: (filled, expected), in the order of the half-days."""

    role: str
    seats: tuple[tuple[int, int], ...]


def show(sentence: str, half_days: Sequence[HalfDay], roles: Sequence[RoleWeek], *, key: str) -> str | None:
    """Draw the sentence, the bars and their table twin; returns the id of the half-day whose bar was pressed."""
    st.markdown(plain(sentence))
    state = st.plotly_chart(
        figure(half_days, roles, st.context.theme.type or "light"),
        key=f"{key}_bars",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=sentence,
    )
    with st.expander(_("La même chose en tableau")):
        table.show(
            [_("Rôle"), *(half_day.label for half_day in half_days)],
            [[role.role, *(f"{filled} / {expected}" for filled, expected in role.seats)] for role in roles],
            caption=sentence,
        )
    points = state["selection"]["points"]
    return str(points[0]["customdata"]) if points else None


def figure(half_days: Sequence[HalfDay], roles: Sequence[RoleWeek], theme: str) -> go.Figure:
    """One row of stacked bars a role, sharing the half-days below; only a half-day that lacks someone says « 5 / 6 »."""
    drawn = make_subplots(rows=max(len(roles), 1), cols=1, shared_xaxes=True, vertical_spacing=0.025)
    labels = [half_day.label for half_day in half_days]
    ids = [half_day.id for half_day in half_days]
    for row, role in enumerate(roles, start=1):
        held = go.Bar(y=[filled for filled, _expected in role.seats], name=_("pourvu"), marker_color=FILLED[theme])
        held.update(text=[_said(filled, expected) for filled, expected in role.seats])
        lacking = go.Bar(y=[max(expected - filled, 0) for filled, expected in role.seats], name=_("à pourvoir"))
        lacking.update(text=[f"0 / {expected}" if expected and not filled else "" for filled, expected in role.seats])
        lacking.update(marker={"color": MISSING[theme], "pattern": {"shape": "/"}})
        for bars in (held, lacking):
            bars.update(
                x=labels, customdata=ids, textangle=0, textfont={"color": INK[theme], "size": 13}, showlegend=row == 1
            )
            bars.update(insidetextanchor="middle")
            bars.update(
                hovertemplate=colon("%{x}", "%{y} ") + str(bars.name) + "<extra></extra>", legendgroup=str(bars.name)
            )
            drawn.add_trace(bars, row, 1)
        drawn.update_yaxes(showticklabels=False, showgrid=False, zeroline=False, row=row, col=1)
        _name_row(drawn, row, role.role, theme)
    drawn.update_layout(
        barmode="stack",
        bargap=0.2,
        height=BAR_ROW * len(roles) + 96,
        margin={"l": _room_for([role.role for role in roles]), "r": 8, "t": 32, "b": 8},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    )
    return drawn


def _room_for(names: Sequence[str]) -> int:
    """Pixels the longest role name takes at 14 px, with its gap."""
    return max((8 * len(name) for name in names), default=0) + 16


def _said(filled: int, expected: int) -> str:
    if filled == expected:
        return str(expected) if expected else ""
    return f"{filled} / {expected}"


def _name_row(drawn: go.Figure, row: int, name: str, theme: str) -> None:
    drawn.add_annotation(
        text=name,
        xref="paper",
        x=0,
        xanchor="right",
        xshift=-8,
        yref=f"y{row} domain" if row > 1 else "y domain",
        y=0.5,
        showarrow=False,
        font={"size": 14, "color": INK[theme]},
    )
