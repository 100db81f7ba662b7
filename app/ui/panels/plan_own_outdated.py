"""Sections of a draft that no longer say what is known today, and the one button that brings them up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.response.plan_draft import outdated, outdated_words
from app.services.plans.edit_plan import refresh_unwritten
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from app.services.plans.read_plan import PlanView
    from app.services.plans.read_plan_desk import PlanDesk


def show(desk: PlanDesk) -> bool:
    """Say how many sections nobody wrote over are behind what is known; False and nothing where none is."""
    assert desk.view is not None
    behind = outdated(desk.view.version.sections, desk.proposed.values())
    if not behind:
        return False
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":blue[:material/sync:] {plain(outdated_words(len(behind)))}")
        st.button(_("Mettre à jour"), key="plan_refresh", on_click=_refresh, args=(desk.view,))
    return True


def _refresh(shown: PlanView) -> None:
    refresh_unwritten(current_actor(), current_store(), shown.version.number, shown.version.revision)
