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

if TYPE_CHECKING:
    from collections.abc import Sequence

FILLED = {"light": "#009E73", "dark": "#2DB68C"}
MISSING = {"light": "#D55E00", "dark": "#F07A33"}
"""Okabe-Ito bluish green and vermilion; what is missing is hatched as well."""
BAR_ROW = 64
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
    """One row of stacked bars a role, sharing the half-days below."""
    drawn = make_subplots(rows=max(len(roles), 1), cols=1, shared_xaxes=True, vertical_spacing=0.03)
    for row, role in enumerate(roles, start=1):
        drawn.add_trace(
            _bars(half_days, [filled for filled, _expected in role.seats], _("pourvu"), FILLED[theme], row), row, 1
        )
        missing = [max(expected - filled, 0) for filled, expected in role.seats]
        drawn.add_trace(_bars(half_days, missing, _("à pourvoir"), MISSING[theme], row, hatched=True), row, 1)
        drawn.update_yaxes(title_text=role.role, title_standoff=4, showticklabels=False, showgrid=False, row=row, col=1)
    drawn.update_layout(
        barmode="stack",
        bargap=0.25,
        height=BAR_ROW * len(roles) + 96,
        margin={"l": 8, "r": 8, "t": 32, "b": 8},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
    )
    return drawn


def _bars(
    half_days: Sequence[HalfDay], counts: Sequence[int], name: str, colour: str, row: int, *, hatched: bool = False
) -> go.Bar:
    return go.Bar(
        x=[half_day.label for half_day in half_days],
        y=list(counts),
        name=name,
        customdata=[half_day.id for half_day in half_days],
        marker={"color": colour, "pattern": {"shape": "/" if hatched else ""}},
        text=[str(count) if count else "" for count in counts],
        textposition="inside",
        textangle=0,
        hovertemplate="%{x} : %{y} " + name + "<extra></extra>",
        showlegend=row == 1,
    )
