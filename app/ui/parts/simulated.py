"""What stands wherever something is sent for an event that an exercise conducts: simulated, or armed and leaving. In two colours and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.exercise_guard import read_leaving
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import conduct_messages as words

if TYPE_CHECKING:
    from app.services.exercise_guard import Leaving


def show(event_id: str) -> Leaving | None:
    """Draw it when an exercise conducts that event; what was found, for what else the screen says."""
    found = read_leaving(current_actor(), current_store(), event_id)
    if found is None:
        return None
    said = plain(words.leaving(found))
    if found.is_simulated:
        st.markdown(f":violet-badge[:material/theater_comedy: {said}]")
    else:
        st.error(f"**{said}**", icon=":material/campaign:")
    return found
