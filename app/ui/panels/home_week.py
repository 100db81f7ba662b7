"""The week in bars and in figures, drawn once it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import figures, week_overview
from app.ui.views.home_figures import figures as week_figures
from app.ui.views.home_week import first_open_at, week_bars
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.services.home.read_home import HomeView
    from app.services.rota.read_rota import RotaView


def show(home: HomeView, view: RotaView, monday: date) -> None:
    """Draw the sentence of the week as what opens the rest; a bar that is pressed leads to the rota."""
    sentence, half_days, roles = week_bars(view, monday)
    week = st.expander(sentence.rstrip("."), icon=":material/calendar_view_week:", key="home_week", on_change="rerun")
    if not week.open:
        return
    with week:
        figures.show(week_figures(home, view, monday))
        st.header(_("La semaine"), anchor=False)
        pressed = week_overview.show(sentence, half_days, roles, key="week")
    if pressed:
        query = {"centre": view.centre.id, "semaine": monday.isoformat(), "poste": first_open_at(view, pressed)}
        st.switch_page("screens/rota.py", query_params=query)
