"""What stands wherever something is sent for an event that an exercise conducts: simulated, or armed and leaving. In two colours and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.exercise.exercise_guard import read_leaving
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import conduct_messages as words

if TYPE_CHECKING:
    from app.services.exercise.exercise_guard import Leaving


def show(about: str) -> Leaving | None:
    """Draw it when an exercise conducts that event (or the event of that alert, survey, call-out: its id); what was found, for
    what else the screen says."""
    found = read_leaving(current_actor(), current_store(), about) if may(Action.READ_EVENT) else None
    if found is None:
        return None
    said = plain(words.leaving(found))
    if found.is_simulated:
        st.markdown(f":violet-badge[:material/theater_comedy: {said}]")
    else:
        st.error(f"**{said}**", icon=":material/campaign:")
    return found
