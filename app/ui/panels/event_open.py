"""Open an event: what, where, on whose word, and the plans to put to work at once. One form, one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.response.event import FIRST_STATES, LONGEST_TEXT, LONGEST_TITLE, STATE_WORDS, EventKind, EventState
from app.services.crisis.open_event import Said, open_event
from app.ui.boundary import tell
from app.ui.panels import event_choice
from app.ui.session import current_actor, current_store
from app.ui.views.log import instant_of_hour
from app.words import N_, _

if TYPE_CHECKING:
    from app.services.crisis.read_event import EventView

KINDS = {EventKind.REAL: N_("Réel"), EventKind.EXERCISE: N_("Exercice")}


def show(view: EventView) -> None:
    """Draw the form; what is refused stays typed."""
    with st.form("event_open", border=True):
        st.text_input(
            _("Que se passe-t-il ?"), key="event_title", max_chars=LONGEST_TITLE, autocomplete="off",
            placeholder=_("Inondations de la Vilaine"),
        )  # fmt: skip
        st.segmented_control(
            _("État"), list(FIRST_STATES), required=True, key="event_state", default=EventState.WATCH,
            format_func=lambda state: _(STATE_WORDS[state]).capitalize(),
        )  # fmt: skip
        authority(view, "event")
        st.multiselect(
            _("Plans à activer maintenant"), list(view.shelf.sheets), select_all=False, key="event_plans",
            format_func=lambda slug: view.shelf.sheets[slug].title, placeholder=_("Aucun pour l’instant"),
        )  # fmt: skip
        st.radio(
            _("Réel ou exercice"), list(KINDS), key="event_kind", format_func=lambda kind: _(KINDS[kind]), horizontal=True
        )  # fmt: skip
        with st.expander(_("Communes touchées")):
            st.multiselect(
                _("Communes touchées"), list(view.communes), select_all=False, key="event_communes", format_func=view.communes.__getitem__,
                placeholder=_("Tout le territoire"),
            )  # fmt: skip
            st.text_area(_("Ce que l’on sait"), key="event_summary", max_chars=LONGEST_TEXT, height=80)
        sent = st.form_submit_button(_("Ouvrir l’événement"), type="primary", icon=":material/crisis_alert:")
    if sent:
        _open(view)


def authority(view: EventView, key: str) -> None:
    """The fields that say on whose word: authority (any may be typed), department, reference, hour."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Autorité qui l’a dit"), list(view.authorities), index=None, key=f"{key}_authority", width=320,
            accept_new_options=True, placeholder=_("Personne encore"),
        )  # fmt: skip
        codes = list(view.departments)
        st.selectbox(
            _("Département"), codes, index=0 if len(codes) == 1 else None, key=f"{key}_department", width=220,
            format_func=lambda code: view.departments.get(code, code), accept_new_options=True,
            placeholder=_("Choisir"),
        )  # fmt: skip
        st.text_input(_("Référence"), key=f"{key}_reference", width=180, autocomplete="off")
        st.text_input(_("Heure"), key=f"{key}_hour", placeholder=_("maintenant"), width=120, autocomplete="off")


def said_of(view: EventView, key: str, note: str = "") -> Said:
    """What these fields hold. Raises InvalidInput for what is no hour."""
    state = st.session_state
    return Said(
        authority=str(state.get(f"{key}_authority") or ""),
        department=str(state.get(f"{key}_department") or ""),
        reference=str(state.get(f"{key}_reference") or ""),
        note=note,
        at=instant_of_hour(str(state.get(f"{key}_hour") or ""), view.now),
    )


def _open(view: EventView) -> None:
    state = st.session_state
    try:
        event_id = open_event(
            current_actor(),
            current_store(),
            state["event_title"],
            kind=state["event_kind"],
            state=state["event_state"],
            communes=state["event_communes"],
            summary=state["event_summary"],
            said=said_of(view, "event"),
            plans=state["event_plans"],
        )
    except ReleveError as error:
        tell(error)
        return
    event_choice.lead_to(event_id)
    st.rerun()
