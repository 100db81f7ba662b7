"""The journal as files: what was found, to read; the whole of it, to prove."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.services.crisis.export_journal import export_journal, prove_journal
from app.ui.parts.later import later
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from app.services.keeping.read_journal import JournalSearch


def show(search: JournalSearch) -> None:
    """Draw both buttons; each export is itself an entry of the journal."""
    with st.popover(_("Exporter"), icon=":material/download:"):
        st.caption(_("Un export contient des noms : il est lui-même inscrit au journal."))
        st.download_button(
            _("Ce qui est trouvé, à lire (CSV)"), data=later(partial(_table, search)), file_name="journal.csv",
            mime="text/csv", icon=":material/table:", on_click="ignore", key="journal_csv", width="stretch",
        )  # fmt: skip
        st.download_button(
            _("Tout le journal, avec sa preuve (ZIP)"), data=later(_proof), file_name="journal-preuve.zip",
            mime="application/zip", icon=":material/verified:", on_click="ignore", key="journal_zip", width="stretch",
        )  # fmt: skip


def _table(search: JournalSearch) -> bytes:
    return export_journal(current_actor(), current_store(), search)


def _proof() -> bytes:
    return prove_journal(current_actor(), current_store())
