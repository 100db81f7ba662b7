"""Tells, wherever the event is looked at, that an establishment has just asked for people: nobody has to reload to learn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.crisis.read_event import waiting_requests
from app.ui.boundary import guarded
from app.ui.parts import panel_choice
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.crisis.read_event import EventView

EVERY_SECONDS = 15
SEEN = "event_requests_seen"


def show(view: EventView) -> None:
    """Draw nothing until a request comes in; then say it, with the way to it."""
    if view.event is None or not view.event.is_open:
        return
    st.session_state[SEEN] = waiting_requests(current_actor(), current_store())

    @st.fragment(run_every=EVERY_SECONDS)
    def live() -> None:
        with speaking():
            guarded(_look)

    live()


def _look() -> None:
    present = waiting_requests(current_actor(), current_store())
    new = present - st.session_state.get(SEEN, frozenset())
    if not new:
        return
    said = ngettext("{n} nouvelle demande de renfort.", "{n} nouvelles demandes de renfort.", len(new))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(said.format(n=len(new)), icon=":material/front_hand:")
        if st.button(_("La voir"), key="event_see_request"):
            panel_choice.open_on("demandes")
            st.rerun()
