"""The crisis cell: its members and places, who relieves whom day and night, what is passed on at each relief."""

from __future__ import annotations

import streamlit as st

from app.access.permissions import Action
from app.services.plans.read_cell import read_cell
from app.ui.panels import plan_cell_handover, plan_cell_members, plan_cell_shifts
from app.ui.parts import address, headline, panel_choice
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_cell as view
from app.words import _

ADDRESS = "vue"
EVENT = "evenement"
CHOICE = "plan_cell_event"
DRY = "blanc"
"""In the address: the rotation made to see whether the cell would hold."""


def show() -> None:
    """The sentence first, then the view chosen; reliefs are those of the event under way, or of a dry run."""
    asked = st.query_params.get(EVENT)
    cell = read_cell(current_actor(), current_store(), "" if asked == DRY else asked)
    heading = st.container()
    panels = view.PANELS if may(Action.RUN_EVENT) else {code: view.PANELS[code] for code in ("membres", "releves")}
    panel = panel_choice.show(panels, key="plan_cell_view", address=ADDRESS)
    with heading:
        if panel == "membres":
            headline.show(view.sentence(cell), detail=view.detail(cell))
        else:
            headline.show(view.rotation_sentence(cell), where=view.world_words(cell))
    if panel == "membres":
        plan_cell_members.show(cell, can_edit=may(Action.EDIT_PLANS))
        return
    if cell.events:
        _choose_event({one.id: one.title for one in cell.events}, cell.event.id if cell.event else DRY)
    if panel == "releves":
        plan_cell_shifts.show(cell, can_run=may(Action.RUN_EVENT))
    else:
        plan_cell_handover.show(cell)


def _choose_event(titles: dict[str, str], present: str) -> None:
    """Which rotation is read; its choice stands in the address."""
    titles = {**titles, DRY: _("À blanc (hors événement)")}
    address.select(_("Pour"), titles, address=EVENT, present=present, key=CHOICE, width=420)
