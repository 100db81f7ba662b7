"""The line at the keyboard: type, press Enter, type the next. What is refused stays typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.crisis.write_log import LONGEST, LONGEST_SOURCE, write_log
from app.store.log import KIND_WORDS, LogKind
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import log as view
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from streamlit.delta_generator import DeltaGenerator

TEXT, KIND, SOURCE, HOUR, LINKED = "log_text", "log_kind", "log_source", "log_hour", "log_linked"
REFUSED, SAID, ASKED = "log_refused", "log_said", "log_asked"
"""``ASKED``: the line and hour whose day was asked about, and the sentence that asks; the same line again is a yes."""


def show(event_id: str = "") -> DeltaGenerator:
    """Draw the line, which goes into an event when one is given, with what went wrong with the last one; the place under it,
    for who will read it."""
    st.session_state.setdefault(KIND, LogKind.INFORMATION)
    with st.form("log_entry", border=True):
        st.text_input(
            _("Que s’est-il passé ?"), key=TEXT, max_chars=LONGEST, autocomplete="off",
            placeholder=_("Tapez, puis Entrée. « 14h05 : d : on ferme la ligne 2 » note une décision de 14 h 05."),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom", key="log_fields"):
            st.segmented_control(
                _("Nature"), list(LogKind), required=True, key=KIND,
                format_func=lambda kind: _(KIND_WORDS[kind]).capitalize(),
            )  # fmt: skip
            st.text_input(_("Source"), key=SOURCE, max_chars=LONGEST_SOURCE, placeholder=_("Appel du SAMU"), width=220)
            st.text_input(_("Heure"), key=HOUR, placeholder=_("maintenant"), width=120)
            st.text_input(_("Suite du n°"), key=LINKED, width=110)
            st.form_submit_button(
                _("Noter"), type="primary", icon=":material/keyboard_return:", on_click=_write, args=(event_id,)
            )
    readers = st.container()
    refused = st.session_state.pop(REFUSED, None)
    if refused is not None:
        tell(refused)
    elif ASKED in st.session_state:
        st.warning(plain(st.session_state[ASKED][1]), icon=":material/schedule:")
    elif said := st.session_state.pop(SAID, ""):
        st.toast(said, icon=":material/edit_note:")
    return readers


def _write(event_id: str) -> None:
    """Runs before the screen is drawn: the line is emptied only once it is written."""
    with speaking():
        state = st.session_state
        typed = view.understood(str(state.get(TEXT) or ""))
        store, now = current_store(), current_store().now()
        before = state.pop(ASKED, None)
        try:
            at = view.instant_of_hour(typed.hour or str(state.get(HOUR) or ""), now)
            if at is not None and typed.text and not _may_be_written(at, now, before):
                return
            number = write_log(
                current_actor(),
                store,
                typed.text,
                kind=typed.kind or LogKind(state[KIND]),
                happened_at=at,
                source=str(state.get(SOURCE) or ""),
                linked=view.number_of(str(state.get(LINKED) or "")),
                event_id=event_id,
            )
        except ReleveError as error:
            state[REFUSED] = error
            return
        state.update({TEXT: "", SOURCE: "", HOUR: "", LINKED: "", KIND: LogKind.INFORMATION})
        state[SAID] = view.noted(number, at, now)


def _may_be_written(at: datetime, now: datetime, before: tuple[tuple[str, str], str] | None) -> bool:
    """Whether the hour is sure; else its day is said, and the same line a second time is sure."""
    state = st.session_state
    line = (str(state.get(TEXT) or ""), str(state.get(HOUR) or ""))
    if not view.may_mean_today(at, now) or (before is not None and before[0] == line):
        return True
    state[ASKED] = (line, view.asked(at, now))
    return False
