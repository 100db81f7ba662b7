"""What is looked for in the main courante, in the address; and what was found, to print or to keep."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.services.crisis.print_log import log_csv, log_pdf
from app.services.crisis.read_log import LogSearch
from app.store.log import KIND_WORDS, STATUS_WORDS, LogKind, LogStatus
from app.ui.parts import filter_bar
from app.ui.parts.later import later
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.access.actor import Actor
    from app.services.crisis.read_log import LogView
    from app.store.database import Store


def show(event_id: str | None = None) -> LogSearch:
    """Draw the filters and the exports; what the filters ask for, of one event when it is given."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = filter_bar.search(_("Chercher dans la main courante"), key="mots")
        with st.popover(_("Filtrer"), icon=":material/filter_list:"):
            kinds = {kind.value: _(words).capitalize() for kind, words in KIND_WORDS.items()}
            kind = filter_bar.choice(_("Nature"), kinds, key="nature", everything=_("Toutes les natures"))
            states = {status.value: _(words).capitalize() for status, words in STATUS_WORDS.items()}
            status = filter_bar.choice(_("État"), states, key="etat", everything=_("Tous les états"))
            first = st.date_input(_("Du"), None, format="DD/MM/YYYY", key="log_first")
            last = st.date_input(_("Au"), None, format="DD/MM/YYYY", key="log_last")
        search = LogSearch(
            words=words or "", kind=LogKind(kind) if kind else None, status=LogStatus(status) if status else None,
            first=first, last=last, event_id=event_id,
        )  # fmt: skip
        with st.popover(_("Imprimer"), icon=":material/print:"):
            st.caption(_("Ce qui est trouvé, du plus ancien au plus récent."))
            _download(_("À imprimer (PDF)"), log_pdf, search, "main-courante.pdf", "application/pdf", "print")
            _download(_("Tableau (CSV)"), log_csv, search, "main-courante.csv", "text/csv", "table")
    return search


def offer_open(found: LogView) -> None:
    """The way from the sentence to what is still to do, unless that is what is looked at."""
    if found.open and len(found.open) < len(found.entries):
        st.button(_("Voir ce qui est en cours"), icon=":material/schedule:", key="log_open", on_click=_look_at_open)


def _look_at_open() -> None:
    st.session_state["etat"] = LogStatus.OPEN.value


def _download(
    words: str, make: Callable[[Actor, Store, LogSearch], bytes], search: LogSearch, name: str, mime: str, icon: str
) -> None:
    st.download_button(
        words, data=later(partial(_made, make, search)), file_name=name, mime=mime, icon=f":material/{icon}:",
        on_click="ignore", key=f"log_{name}", width="stretch",
    )  # fmt: skip


def _made(make: Callable[[Actor, Store, LogSearch], bytes], search: LogSearch) -> bytes:
    return make(current_actor(), current_store(), search)
