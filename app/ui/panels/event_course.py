"""How the event is run: its state and the next one, its plans, and what is to do, late first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.crisis.print_event import print_checklist
from app.ui.navigation import leads_to
from app.ui.panels import event_checklist, event_choice, event_state
from app.ui.parts import table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import event as words
from app.words import _

if TYPE_CHECKING:
    from app.services.crisis.read_event import EventView


def show(view: EventView) -> None:
    """Draw what is decided above what is to do; how it came to this stands at the end."""
    event_state.show(view)
    _people(view)
    event_checklist.show(view)
    _print(view)
    with st.expander(_("Comment on en est là"), icon=":material/history:"):
        for step in reversed(view.steps):
            st.markdown(f"{words.badge(step.state)} {plain(words.step_words(view, step))}")
            if step.note:
                st.caption(plain(step.note))


def _people(view: EventView) -> None:
    """Wanted against available, hour by hour, and the way to this event's own alert, that fills the gap."""
    assert view.event is not None
    said = words.hours_sentence(view) if view.event.is_open else ""
    alerting = (view.event.is_open or view.running_alert) and may(Action.ALERT) and leads_to("alert")
    if not said and not alerting:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if said:
            st.markdown(f":material/groups: {plain(said)}", width="stretch")
        if alerting:
            label = _("Voir l’alerte") if view.running_alert else _("Alerter")
            if st.button(label, icon=":material/notifications_active:", key="event_alert"):
                _to_alert(view.event.id, view.running_alert)
    if not said:
        return
    with st.expander(_("Voulus et disponibles, heure par heure"), icon=":material/table_chart:"):
        header = [_("Quand"), _("Voulus par les plans"), _("Disponibles"), _("Il en manque")]
        table.show(header, words.hours_rows(view), caption=_("Comptés depuis l’activation et depuis l’alerte."))


def _to_alert(event_id: str, running: str) -> None:
    query = {"volet": "direct", "alerte": running} if running else {"volet": "lancer", event_choice.ADDRESS: event_id}
    st.switch_page("screens/alert.py", query_params=query)


def _print(view: EventView) -> None:
    if view.event is None or not view.items:
        return
    function = st.query_params.get(event_checklist.FUNCTION, "")
    st.download_button(
        _("Imprimer la liste"), data=later(partial(_pdf, view.event.id, function)), file_name="a-faire.pdf",
        mime="application/pdf", icon=":material/print:", on_click="ignore", key="event_print",
    )  # fmt: skip


def _pdf(event_id: str, function: str) -> bytes:
    return print_checklist(current_actor(), current_store(), event_id, function)
