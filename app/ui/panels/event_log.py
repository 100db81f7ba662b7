"""The main courante of one event, written as fast as on its own screen; its decisions as a document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.crisis.event_log import decision_log_pdf
from app.services.crisis.print_log import log_csv, log_pdf
from app.services.crisis.read_log import LogSearch, read_log
from app.ui.panels import log_entry, log_list
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import log as view_words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.crisis.read_event import EventView


def show(view: EventView) -> None:
    """Draw the line to write, the sentence, the entries, and what can be printed of them."""
    assert view.event is not None
    event_id = view.event.id
    can_write = may(Action.WRITE_LOG)
    if can_write:
        log_entry.show(event_id)
    found = read_log(current_actor(), current_store(), LogSearch(event_id=event_id))
    st.markdown(f"**{plain(view_words.sentence(found, view.now, can_write=can_write))}**")
    for fault in found.faults:
        st.error(plain(fault), icon=":material/error:")
    with st.container(horizontal=True):
        _download(_("Relevé de décisions"), partial(_decisions, event_id), "decisions.pdf", "application/pdf", "gavel")
        _download(_("Main courante (PDF)"), partial(_sheet, event_id), "main-courante.pdf", "application/pdf", "print")
        _download(_("Tableau (CSV)"), partial(_table, event_id), "main-courante.csv", "text/csv", "table")
    log_list.show(found)


def _download(label: str, make: Callable[[], bytes], name: str, mime: str, icon: str) -> None:
    st.download_button(
        label, data=later(make), file_name=name, mime=mime, icon=f":material/{icon}:", on_click="ignore",
        key=f"event_log_{name}",
    )  # fmt: skip


def _decisions(event_id: str) -> bytes:
    return decision_log_pdf(current_actor(), current_store(), event_id)


def _sheet(event_id: str) -> bytes:
    return log_pdf(current_actor(), current_store(), LogSearch(event_id=event_id))


def _table(event_id: str) -> bytes:
    return log_csv(current_actor(), current_store(), LogSearch(event_id=event_id))
