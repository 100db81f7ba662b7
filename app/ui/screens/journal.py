"""Journal: who did what, when; searched in words, exported, and verified from one end to the other."""

from __future__ import annotations

import streamlit as st

from app.services.read_journal import JournalSearch, read_journal, verify_journal
from app.ui.panels import journal_exports, journal_search
from app.ui.parts import headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import journal as view
from app.words import _

PAGE = 50
HEAD = "journal_verified"
"""What was verified last in this tab: the number of entries, and what was found wrong."""


def main() -> None:
    """The sentence first, then the filters and one page."""
    actor, store = current_actor(), current_store()
    heading = st.container()
    everyone = read_journal(actor, store, JournalSearch(), size=0)
    search = journal_search.show(everyone.actors)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        counted = st.container(width="stretch")
        with st.container(horizontal=True, width="content"):
            again = st.button(_("Vérifier la chaîne"), icon=":material/verified:", type="primary", key="journal_verify")
            journal_exports.show(search)
    if again or st.session_state.get(HEAD, (None,))[0] != everyone.span:
        st.session_state[HEAD] = (everyone.span, verify_journal(actor, store))
    faults = st.session_state[HEAD][1]
    with heading:
        headline.show(view.sentence(everyone, faults), detail=view.detail(everyone))
        for fault in faults:
            st.error(plain(fault), icon=":material/error:")
    if again and not faults:
        st.toast(_("Chaîne vérifiée : rien n’a été réécrit."), icon=":material/verified:")
    number = int(st.session_state.get("journal_page", 1))
    found = read_journal(actor, store, search, page=number - 1, size=PAGE)
    counted.caption(view.found_sentence(found))
    if found.rows:
        table.show([_(name) for name in view.HEADER], [view.cells(row) for row in found.rows], caption=_("Écritures du journal"))  # fmt: skip
    pages = -(-found.found // PAGE)
    if pages > 1:
        st.number_input(_("Page"), 1, pages, key="journal_page", width=160)


main()
