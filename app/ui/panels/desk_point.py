"""« Point cabinets »: the survey that runs, or how to start one; the address carries which."""

from __future__ import annotations

import streamlit as st

from app.access.permissions import Action
from app.services.continuity.read_practices import read_surveys
from app.ui.panels import desk_live, desk_practice, desk_start
from app.ui.parts import address
from app.ui.session import current_actor, current_store, may
from app.ui.views import desk as view
from app.words import _

POINT = "point"
NEW = "nouveau"


def show(_found: object = None) -> None:
    """Draw the survey of the address, else the newest; without any, how to ask. A screen may hand over what it read."""
    surveys = read_surveys(current_actor(), current_store())
    if not surveys or st.query_params.get(POINT) == NEW:
        desk_start.show(surveys)
        return
    known = {survey.id: (survey, total) for survey, total in surveys}
    chosen = address.among(POINT, known)
    desk_live.show(chosen)
    desk_practice.show(chosen)
    with st.container(horizontal=True):
        if may(Action.ALERT) and not known[chosen][0].is_open(current_store().now()):
            st.button(
                _("Refaire un point"),
                icon=":material/add:",
                key="desk_new",
                type="primary",
                on_click=address.put,
                args=(POINT, NEW),
            )
        elif may(Action.ALERT):
            st.button(_("Un autre point"), icon=":material/add:", key="desk_new", on_click=address.put, args=(POINT, NEW))  # fmt: skip
    if len(known) > 1:
        labels = {id: view.survey_label(*one) for id, one in known.items()}
        address.select(_("Voir un autre point"), labels, address=POINT, present=chosen, key="desk_other")
