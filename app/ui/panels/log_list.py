"""The entries, newest first, day by day; each can be completed, and a decision or an action settled."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.crisis.write_log import LONGEST, correct_log, settle_log
from app.store.log import KIND_WORDS, LogKind, LogStatus
from app.ui.boundary import tell
from app.ui.parts import address
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import log as view
from app.words import N_, _
from app.words.dates import spoken_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.crisis.read_log import LogView
    from app.store.log import LogEntry

PAGE = 30
REFUSED = "log_later_refused"
STEPS: dict[LogStatus, str] = {
    LogStatus.DONE: N_("Fait"),
    LogStatus.CANCELLED: N_("Abandonner"),
    LogStatus.OPEN: N_("Reprendre"),
}


def show(found: LogView, titles: Mapping[str, str] | None = None) -> None:
    """Draw one page of the entries; ``titles``: event → what it is called, where entries of several stand together."""
    newest = found.entries[::-1]
    pages = max(1, -(-len(newest) // PAGE))
    number = address.page(pages)
    can_write = may(Action.WRITE_LOG)
    for day, entries in groupby(
        newest[(number - 1) * PAGE : number * PAGE], key=lambda one: paris_date(one.happened_at)
    ):
        st.header(plain(spoken_day(day)).capitalize(), anchor=False)
        for entry in entries:
            _entry(entry, can_write, (titles or {}).get(entry.event_id, ""))
    address.pager(pages, key="log_page")


def _entry(entry: LogEntry, can_write: bool, event: str) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="top", key=f"log_row_{entry.number}"):
        with st.container(gap=None, width=72):
            st.markdown(f"**{view.hour(entry)}**")
            if day := view.earlier_day(entry, current_store().now()):
                st.caption(plain(day))
        with st.container(gap=None, width="stretch"):
            kind = _(KIND_WORDS[entry.kind])
            lead = f":material/{view.ICONS[entry.kind]}: " + (f"**{kind.capitalize()}** · " if entry.kind is not LogKind.INFORMATION else "")  # fmt: skip
            st.markdown(" ".join(part for part in (lead + plain(view.text_of(entry)), view.badge(entry)) if part))
            for one in entry.later:
                st.markdown(f":material/subdirectory_arrow_right: {plain(view.added(one, entry))}")
            st.caption(plain(" · ".join(part for part in (view.signature(entry), event) if part)))
        if can_write:
            _later(entry)


def _later(entry: LogEntry) -> None:
    """What may be added: the entry itself never changes."""
    refused: tuple[int, ReleveError] | None = st.session_state.get(REFUSED)
    said = _("Compléter le n° {number}").format(number=entry.number)
    with st.popover(said, icon=":material/more_horiz:", help=said, key=f"log_more_{entry.number}"):
        if refused and refused[0] == entry.number:
            tell(refused[1])
        key = f"log_later_{entry.number}"
        st.text_area(_("Ajouter ou corriger"), key=key, max_chars=LONGEST, height=80)
        with st.container(horizontal=True):
            st.button(_("Ajouter"), key=f"{key}_add", on_click=_act, args=(entry, None))
            for status, word in STEPS.items() if entry.kind is not LogKind.INFORMATION else ():
                if status is not entry.status and (status is not LogStatus.OPEN or entry.status is not None):
                    st.button(_(word), key=f"{key}_{status}", icon=f":material/{view.STATUS_ICONS[status]}:", on_click=_act, args=(entry, status))  # fmt: skip


def _act(entry: LogEntry, status: LogStatus | None) -> None:
    """Runs before the screen is drawn; what was typed is emptied only once it is written."""
    key = f"log_later_{entry.number}"
    text = str(st.session_state.get(key) or "")
    st.session_state.pop(REFUSED, None)
    with speaking():
        try:
            if status is None:
                correct_log(current_actor(), current_store(), entry.number, text)
            else:
                settle_log(current_actor(), current_store(), entry.number, status, seen=entry.status, note=text)
        except ReleveError as error:
            st.session_state[REFUSED] = (entry.number, error)
            return
    st.session_state[key] = ""
