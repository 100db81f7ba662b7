"""Which centre and which week are looked at: both stand in the address, so that back, bookmark and share work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from app.services.read_home import weeks_of
from app.words import _
from app.words.dates import spoken_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.read_rota import RotaView

MOST_BUTTONS = 6
"""More weeks than this are chosen in a list."""


def chosen_rota(rotas: Sequence[RotaView]) -> RotaView:
    """The centre of the address, the first one otherwise; drawn as a choice only when there are several."""
    ids = [str(rota.centre.id) for rota in rotas]
    if len(ids) == 1:
        return rotas[0]
    names = {str(rota.centre.id): rota.centre.name for rota in rotas}
    chosen = st.selectbox(_("Centre"), ids, format_func=names.__getitem__, key="centre", bind="query-params")
    return rotas[ids.index(chosen or ids[0])]


def chosen_week(view: RotaView) -> date:
    """The Monday of the address, the first week to come otherwise."""
    weeks = [monday.isoformat() for monday in weeks_of(view)]
    asked = st.query_params.get("semaine", "")
    return date.fromisoformat(asked if asked in weeks else weeks[0])


def week_buttons(view: RotaView, monday: date) -> None:
    """Draw the weeks as buttons; the one shown is marked."""
    weeks = [one.isoformat() for one in weeks_of(view)]
    st.session_state["rota_week"] = monday.isoformat()

    def said(week: str) -> str:
        return _("sem. du {day}").format(day=spoken_day(date.fromisoformat(week)).split(" ", 1)[1])

    if len(weeks) <= MOST_BUTTONS:
        st.segmented_control(
            _("Semaine"), weeks, key="rota_week", format_func=said, on_change=_turn, label_visibility="collapsed"
        )
    else:
        st.selectbox(
            _("Semaine"), weeks, key="rota_week", format_func=said, on_change=_turn, label_visibility="collapsed"
        )


def _turn() -> None:
    chosen = st.session_state.get("rota_week")
    if chosen:
        st.query_params["semaine"] = chosen
        st.query_params.pop("poste", None)
