"""How the event is run: its state and the next one, its plans, and what is to do, late first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.panels import event_checklist, event_state
from app.ui.parts.plain import plain
from app.ui.views import event as words
from app.words import _

if TYPE_CHECKING:
    from app.services.read_event import EventView


def show(view: EventView) -> None:
    """Draw what is decided above what is to do; how it came to this stands at the end."""
    event_state.show(view)
    event_checklist.show(view)
    with st.expander(_("Comment on en est là"), icon=":material/history:"):
        for step in reversed(view.steps):
            st.markdown(f"{words.badge(step.state)} {plain(words.step_words(view, step))}")
            if step.note:
                st.caption(plain(step.note))
