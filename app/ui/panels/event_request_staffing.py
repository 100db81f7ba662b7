"""How a request is taken up: who, when, where, under which frame, who pays, who insures. One press opens the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.response.event import SAID_BY_AUTHORITY
from app.response.staffing_request import LONGEST_FIELD, proposed_terms
from app.services.crisis.read_event import USUAL_ROLES
from app.services.crisis.staff_request import Staffing, staff_request
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import event_requests as words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from app.response.staffing_request import StaffingRequest, Terms
    from app.services.crisis.read_event import EventView

MOST = 30
TERMS = "event_staff_terms"
"""What was proposed when the form was opened: what a colleague does meanwhile changes no field under one's hands."""


def show(view: EventView, request: StaffingRequest, opened: str) -> None:
    """Draw the form at the request's revision; ``opened`` is the key that shuts it once done."""
    key = f"event_staff_{request.id}_{request.revision}"
    terms = _terms(view, request, key)
    for line in words.before_staffing(view, request, terms):
        st.caption(plain(line))
    with st.form(key, border=False):
        counts = people_fields(view, key, {one.role: one.count for one in request.wanted})
        day, starts, ends = hours_fields(key, words.local_hours(request.starts_at, request.ends_at))
        place = st.text_input(_("Où se présenter"), value=request.place, key=f"{key}_place", max_chars=LONGEST_FIELD)
        frames = [one.code for one in view.frames]
        frame = st.selectbox(
            _("Cadre de la mission"), frames, index=frames.index(terms.frame) if terms.frame in frames else None,
            key=f"{key}_frame", format_func=lambda code: _frame(view, code), placeholder=_("Les volontaires le lisent avant d’accepter"),
        )  # fmt: skip
        with st.container(horizontal=True):
            order = st.text_input(
                _("Convention, appel ou ordre (référence)"), key=f"{key}_order", max_chars=LONGEST_FIELD
            )
            payers = list(dict.fromkeys([*view.payers, request.asked_by, *([terms.payer] if terms.payer else [])]))
            payer = st.selectbox(
                _("Qui paie"), payers, index=payers.index(terms.payer) if terms.payer else None, key=f"{key}_payer",
                accept_new_options=True, placeholder=_("Selon le statut de chacun"),
            )  # fmt: skip
            insurer = st.text_input(
                _("Qui assure"), value=terms.insurer, key=f"{key}_insurer", max_chars=LONGEST_FIELD,
                placeholder=_("Ce que dit le cadre"),
            )  # fmt: skip
        mobile = st.checkbox(_("L’équipe se déplace (équipe mobile)"), key=f"{key}_mobile")
        sent = st.form_submit_button(_("Ouvrir le renfort"), type="primary", icon=":material/group_add:")
    with st.expander(_("Ce que couvre chaque cadre"), icon=":material/info:"):
        for one in view.frames:
            law = f" ({one.reference})" if one.reference else ""
            st.markdown(f"- **{plain(one.label)}**{plain(law)}\u00a0: {plain(one.covers)}")
    if not sent:
        return
    try:
        starts_at, ends_at = words.instants(day, starts, ends)
        staffing = Staffing(
            wanted=words.wanted(counts),
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            frame=frame or "",
            payer=payer or "",
            insurer=insurer,
            order=order,
            is_mobile=mobile,
        )
        staff_request(current_actor(), current_store(), request.id, request.revision, staffing)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[opened] = ""
    st.toast(_("Le renfort est ouvert : appelez les volontaires."), icon=":material/group_add:")
    st.rerun()


def _terms(view: EventView, request: StaffingRequest, key: str) -> Terms:
    held_key, held = st.session_state.get(TERMS) or ("", None)
    if held is None or held_key != key:
        qualified = view.event is not None and view.event.state in SAID_BY_AUTHORITY
        held = proposed_terms(request, (one.request for one in view.requests), qualified=qualified)
        st.session_state[TERMS] = (key, held)
    terms: Terms = held
    return terms


def people_fields(view: EventView, key: str, held: Mapping[str, int]) -> dict[str, int]:
    """One count a role: the usual ones, and those already asked for."""
    roles = [code for code in view.roles if code in USUAL_ROLES or held.get(code)]
    counts: dict[str, int] = {}
    with st.container(horizontal=True):
        for code in roles:
            counts[code] = st.number_input(
                view.role(code).capitalize(), 0, MOST, value=min(held.get(code, 0), MOST), key=f"{key}_n_{code}", width=165
            )  # fmt: skip
    return counts


def hours_fields(key: str, held: tuple[date, time, time]) -> tuple[date, time, time]:
    """The day and the hours, Paris wall times."""
    with st.container(horizontal=True):
        day = st.date_input(_("Jour"), value=held[0], key=f"{key}_day", format="DD/MM/YYYY", width=160)
        starts = st.time_input(_("De"), value=held[1], key=f"{key}_starts", width=130)
        ends = st.time_input(_("À"), value=held[2], key=f"{key}_ends", width=130)
    return day, starts, ends


def _frame(view: EventView, code: str) -> str:
    frame = view.frame(code)
    return frame.label if frame else code
