"""What the plan lacks, one line each, with the way to the place that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.response.completeness import Place
from app.ui.navigation import leads_to
from app.ui.panels.plan_own_sections import SECTION
from app.ui.parts.plain import plain
from app.ui.views import plan_own as view
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.response.completeness import Gap
    from app.services.plans.read_plan_desk import PlanDesk


def show(desk: PlanDesk) -> None:
    """The count of sections that hold, then what is missing, the gravest first."""
    found = desk.completeness
    said = ngettext("{done} section sur {n} est complète.", "{done} sections sur {n} sont complètes.", found.sections)
    st.progress(found.sections / max(found.total, 1), text=plain(said.format(done=found.sections, n=found.total)))
    for rank, gap in enumerate(found.gaps):
        _row(rank, gap)
    if found.is_complete:
        st.success(_("Rien ne manque : le plan peut être validé."), icon=":material/task_alt:")


def _row(rank: int, gap: Gap) -> None:
    file, panel = view.MENDED[gap.place]
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":orange[:material/radio_button_unchecked:] {plain(capitalised(gap.words))}")
        if leads_to(file):
            pressed = st.button(
                _("Compléter"), key=f"plan_gap_{rank}", icon=":material/arrow_forward:", help=plain(gap.words)
            )
            if pressed:
                _go(gap, file, panel)


def _go(gap: Gap, file: str, panel: str) -> None:
    query = {"volet": panel} if panel else {}
    if gap.place is Place.SECTIONS:
        query |= {"partie": "texte", SECTION: gap.section}
    elif gap.place is Place.CARDS:
        query |= {"partie": "signatures"}
    st.switch_page(f"screens/{file}.py", query_params=query)
