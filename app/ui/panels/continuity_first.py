"""Ways from one place of continuity to the next: the roster before anything, what practices follow, who is left. For whoever may go."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from app.ui.navigation import leads_to
from app.ui.parts import panel_choice
from app.words import _


def people() -> None:
    """The way to the roster where no practice is known: everything else names one."""
    if leads_to("roster") and st.button(
        _("Importer l’effectif"), icon=":material/group_add:", type="primary", key="continuity_first_people"
    ):
        st.switch_page("screens/roster.py", query_params={"volet": "import"})


def territory() -> None:
    """The way to the territory where none is chosen: rates are those of its communes."""
    if leads_to("roster") and st.button(
        _("Communauté et territoire"), icon=":material/map:", type="primary", key="continuity_first_territory"
    ):
        st.switch_page("screens/roster.py", query_params={"volet": "community"})


def overview() -> None:
    """The way to who is left without care, beside what notes a failure."""
    if leads_to("continuity") and st.button(
        _("Qui reste sans soins"), icon=":material/monitor_heart:", key="continuity_first_overview"
    ):
        st.switch_page("screens/continuity.py", query_params={panel_choice.ADDRESS: "direct"})


def needs(*, primary: bool = True) -> None:
    """The way to what practices follow, where nobody has noted any."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if leads_to("needs") and st.button(
        _("Mes suivis"), icon=":material/clinical_notes:", type=kind, key="continuity_first_needs"
    ):
        st.switch_page("screens/needs.py")
