"""Which centre and which week are looked at: both stand in the address, so that back, bookmark and share work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from app.services.home.read_home import weeks_of
from app.ui.views.told_apart import told_apart
from app.words import _
from app.words.dates import short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.scheduling.centre import Centre
    from app.services.rota.read_rota import RotaView

MOST_BUTTONS = 5
"""More weeks than this are chosen in a list."""


def chosen_centre(centres: Sequence[Centre]) -> Centre:
    """The centre of the address, the first one otherwise; drawn as a choice only when there are several."""
    if len(centres) == 1:
        return centres[0]
    names = told_apart(
        {str(centre.id): centre.name for centre in centres},
        {str(centre.id): centre.place.commune for centre in centres},
    )
    ids = list(names)
    asked = st.query_params.get("centre", "")
    chosen = asked if asked in ids else ids[0]
    st.session_state["rota_centre"] = chosen
    st.selectbox(_("Centre"), ids, format_func=names.__getitem__, key="rota_centre", on_change=_go, width=320)
    return centres[ids.index(chosen)]


def chosen_week(view: RotaView) -> date:
    """The Monday of the address, the first week to come otherwise."""
    weeks = [monday.isoformat() for monday in weeks_of(view)]
    asked = st.query_params.get("semaine", "")
    return date.fromisoformat(asked if asked in weeks else weeks[0])


def week_buttons(view: RotaView, monday: date) -> None:
    """Draw the weeks as buttons, as a list when there are many; the one shown is marked."""
    weeks = [one.isoformat() for one in weeks_of(view)]
    st.session_state["rota_week"] = monday.isoformat()
    label = _("Semaine")
    if len(weeks) > MOST_BUTTONS:
        st.selectbox(label, weeks, key="rota_week", format_func=_said, on_change=_turn, label_visibility="collapsed")
    elif len(weeks) > 1:
        st.segmented_control(
            label, weeks, key="rota_week", format_func=_said, on_change=_turn, label_visibility="collapsed"
        )


def _said(week: str) -> str:
    return _("sem. {day}").format(day=short_day(date.fromisoformat(week)).split(" ", 1)[1])


def _go() -> None:
    st.query_params["centre"] = st.session_state["rota_centre"]
    st.query_params.pop("poste", None)


def _turn() -> None:
    if chosen := st.session_state.get("rota_week"):
        st.query_params["semaine"] = chosen
        st.query_params.pop("poste", None)
