"""Crises on the first screen, above everything else: nothing is drawn while there is nothing to say."""

from __future__ import annotations

import streamlit as st

from app.access.permissions import Action
from app.services.read_crises import read_crises
from app.ui.panels.home_tasks import go_to
from app.ui.parts import state_badge
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views.home_crises import lines


def show() -> None:
    """Draw what is going on, for those who may read it."""
    if not may(Action.READ_EVENT):
        return
    found = lines(read_crises(current_actor(), current_store()))
    if not found:
        return
    with st.container(border=True, gap="xxsmall", key="home_crises"):
        for line in found:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{state_badge.inline(line.state)} {plain(line.sentence)}")
                go_to(line.page, line.label, dict(line.query))
