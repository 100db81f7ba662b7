"""Note a request heard on the telephone: the line as it is said fills the form, a person checks it and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.response.staffing_request import LONGEST_FIELD, LONGEST_TEXT
from app.services.crisis.receive_request import Asked, receive_request, understand_request
from app.ui.boundary import tell
from app.ui.panels import event_request_staffing as fields
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import event_requests as words
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.crisis.read_event import EventView

LINE, HEARD, KEPT = "event_request_line", "event_request_heard", "event_request_kept"
"""``KEPT`` counts the requests noted: the line is another, empty one, after each."""


def show(view: EventView, *, main: bool) -> None:
    """Draw the line, then what was understood of it; ``main``: it is what the panel asks for first."""
    assert view.event is not None
    line = f"{LINE}_{st.session_state.get(KEPT, 0)}"
    st.text_input(
        _("Ce qui est demandé, comme on le dit"), key=line, max_chars=LONGEST_TEXT, autocomplete="off",
        placeholder=_("2 MG + 2 IDE à la MSP de Pluvigner jusqu’à 21 h"), on_change=_understand, args=(line, view.now),
        help=_("Entrée remplit ce qui suit ; relisez avant de noter."),
    )  # fmt: skip
    number, held = st.session_state.get(HEARD, (0, {}))
    key = f"event_request_new_{number}"
    with st.form(key, border=False):
        names = sorted({site.name for site in view.sites.values()})
        asked_by = st.selectbox(
            _("Qui demande"), names, index=None, key=f"{key}_by", accept_new_options=True,
            placeholder=_("Un établissement, une autorité"),
        )  # fmt: skip
        counts = fields.people_fields(view, key, held.get("wanted", {}))
        hours = held.get("hours") or words.proposed_hours(view.now)
        day, starts, ends = fields.hours_fields(key, hours)
        with st.container(horizontal=True):
            place = st.text_input(
                _("Où se présenter"), value=held.get("place", ""), key=f"{key}_place", max_chars=LONGEST_FIELD
            )
            commune = st.selectbox(
                _("Commune"), list(view.communes), index=None, key=f"{key}_commune", format_func=view.communes.__getitem__,
                placeholder=_("Choisir"),
            )  # fmt: skip
            contact = st.text_input(_("Qui rappeler"), key=f"{key}_contact", max_chars=LONGEST_FIELD)
        sent = st.form_submit_button(
            _("Noter la demande"), type="primary" if main else "secondary", icon=":material/add_call:"
        )
    if not sent:
        return
    site = next((one for one in view.sites.values() if one.name == asked_by), None)
    try:
        starts_at, ends_at = words.instants(day, starts, ends)
        asked = Asked(
            asked_by=asked_by or "",
            text=str(st.session_state.get(line) or ""),
            place=place or asked_by or "",
            commune_insee=commune or (site.commune_insee if site else ""),
            starts_at=starts_at,
            ends_at=ends_at,
            wanted=words.wanted(counts),
            contact=contact,
        )
        receive_request(current_actor(), current_store(), view.event.id, asked)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[KEPT] = st.session_state.get(KEPT, 0) + 1
    st.session_state[HEARD] = (number + 1, {})
    st.rerun()


def _understand(line: str, now: datetime) -> None:
    """Runs before the form is drawn: another form, filled with what was understood."""
    with speaking():
        found = understand_request(current_actor(), current_store(), str(st.session_state.get(line) or ""))
    day, starts, ends = words.proposed_hours(now)
    if found.starts_at is not None:
        day, starts, _ends = words.local_hours(found.starts_at, found.starts_at)
    if found.ends_at is not None:
        ends = words.local_hours(found.ends_at, found.ends_at)[1]
    number = st.session_state.get(HEARD, (0, {}))[0]
    st.session_state[HEARD] = (
        number + 1,
        {
            "wanted": {one.role: one.count for one in found.wanted},
            "hours": (day, starts, ends),
            "place": found.place,
        },
    )
