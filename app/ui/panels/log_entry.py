"""The line at the keyboard: type, press Enter, type the next. What is refused stays typed."""

from __future__ import annotations

import streamlit as st

from app.core.errors import ReleveError
from app.services.write_log import LONGEST, LONGEST_SOURCE, write_log
from app.store.log import KIND_WORDS, LogKind
from app.ui.boundary import tell
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import log as view
from app.words import _

TEXT, KIND, SOURCE, HOUR, LINKED = "log_text", "log_kind", "log_source", "log_hour", "log_linked"
REFUSED, SAID = "log_refused", "log_said"


def show() -> None:
    """Draw the line, with what went wrong with the last one."""
    st.session_state.setdefault(KIND, LogKind.INFORMATION)
    with st.form("log_entry", border=True):
        st.text_input(
            _("Que s’est-il passé ?"), key=TEXT, max_chars=LONGEST, autocomplete="off",
            placeholder=_("Tapez, puis Entrée. « 14h05 : d : on ferme la ligne 2 » note une décision de 14 h 05."),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.segmented_control(
                _("Nature"), list(LogKind), required=True, key=KIND,
                format_func=lambda kind: _(KIND_WORDS[kind]).capitalize(),
            )  # fmt: skip
            st.text_input(_("Source"), key=SOURCE, max_chars=LONGEST_SOURCE, placeholder=_("Appel du SAMU"), width=220)
            st.text_input(_("Heure"), key=HOUR, placeholder=_("maintenant"), width=120)
            st.text_input(_("Suite du n°"), key=LINKED, width=110)
            st.form_submit_button(_("Noter"), type="primary", icon=":material/keyboard_return:", on_click=_write)
    refused = st.session_state.pop(REFUSED, None)
    if refused is not None:
        tell(refused)
    elif said := st.session_state.pop(SAID, ""):
        st.toast(said, icon=":material/edit_note:")


def _write() -> None:
    """Runs before the screen is drawn: the line is emptied only once it is written."""
    with speaking():
        state = st.session_state
        typed = view.understood(str(state.get(TEXT) or ""))
        store = current_store()
        try:
            number = write_log(
                current_actor(),
                store,
                typed.text,
                kind=typed.kind or LogKind(state[KIND]),
                happened_at=view.instant_of_hour(typed.hour or str(state.get(HOUR) or ""), store.now()),
                source=str(state.get(SOURCE) or ""),
                linked=view.number_of(str(state.get(LINKED) or "")),
            )
        except ReleveError as error:
            state[REFUSED] = error
            return
        state.update({TEXT: "", SOURCE: "", HOUR: "", LINKED: "", KIND: LogKind.INFORMATION})
        state[SAID] = _("Noté : n° {number}.").format(number=number)
