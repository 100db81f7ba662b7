"""« Point cabinets »: the survey that runs, or how to start one; the address carries which."""

from __future__ import annotations

import streamlit as st

from app.access.permissions import Action
from app.services.continuity.read_practices import read_surveys
from app.ui.panels import desk_live, desk_practice, desk_start
from app.ui.session import current_actor, current_store, may
from app.ui.views import desk as view
from app.words import _

POINT = "point"
NEW = "nouveau"


def show(_found: object = None) -> None:
    """Draw the survey of the address, else the newest; without any, how to ask. A screen may hand over what it read."""
    surveys = read_surveys(current_actor(), current_store())
    asked = st.query_params.get(POINT, "")
    if not surveys or asked == NEW:
        desk_start.show(surveys)
        return
    known = {survey.id: (survey, total) for survey, total in surveys}
    chosen = asked if asked in known else surveys[0][0].id
    desk_live.show(chosen)
    desk_practice.show(chosen)
    with st.container(horizontal=True):
        if may(Action.ALERT) and not known[chosen][0].is_open(current_store().now()):
            st.button(
                _("Refaire un point"),
                icon=":material/add:",
                key="desk_new",
                type="primary",
                on_click=_open,
                args=(NEW,),
            )
        elif may(Action.ALERT):
            st.button(_("Un autre point"), icon=":material/add:", key="desk_new", on_click=_open, args=(NEW,))
    if len(known) > 1:
        st.selectbox(
            _("Voir un autre point"), list(known), index=list(known).index(chosen), key=f"desk_other_{chosen}",
            format_func=lambda id: view.survey_label(*known[id]), on_change=_turn, args=(f"desk_other_{chosen}",),
        )  # fmt: skip


def _turn(key: str) -> None:
    _open(st.session_state[key])


def _open(code: str) -> None:
    st.query_params[POINT] = code
