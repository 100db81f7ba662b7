"""Journal: who did what, when; searched in words, exported, and verified from one end to the other."""

from __future__ import annotations

import streamlit as st

from app.services.keeping.read_journal import JournalSearch, read_journal, verify_journal
from app.ui.panels import journal_exports, journal_search
from app.ui.parts import address, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import journal as view
from app.words import _

PAGE = 50
HEAD = "journal_verified"
"""What was verified last in this tab: how far the journal reached, what was found wrong, and when it was asked for, if it was."""


def main() -> None:
    """The sentence first, then the filters and one page."""
    actor, store = current_actor(), current_store()
    heading = st.container()
    everyone = read_journal(actor, store, JournalSearch(), size=0)
    search = journal_search.show(everyone.actors)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        counted = st.container(width="stretch")
        with st.container(horizontal=True, width="content"):
            again = st.button(
                _("Vérifier que rien n’a été réécrit"), icon=":material/verified:", type="primary", key="journal_verify"
            )
            journal_exports.show(search)
    if again or st.session_state.get(HEAD, (None,))[0] != everyone.span:
        # A rupture is told to whoever opens the screen; that all holds is said only to whoever asked.
        st.session_state[HEAD] = (everyone.span, verify_journal(actor, store), store.now() if again else None)
    _span, faults, asked_at = st.session_state[HEAD]
    with heading:
        headline.show(view.sentence(everyone, faults, asked_at, store.now()), detail=view.detail(everyone))
        for fault in faults:
            st.error(plain(fault), icon=":material/error:")
    found = read_journal(actor, store, search, page=address.page() - 1, size=PAGE)
    pages = -(-found.found // PAGE)
    if found.found and not found.rows:
        # The address was left on a page further than what the filters now find.
        found = read_journal(actor, store, search, page=pages - 1, size=PAGE)
    counted.caption(view.found_sentence(found))
    if found.rows:
        with st.container(key="releve_journal"):
            rows = [view.cells(row) for row in found.rows]
            table.show([_(name) for name in view.HEADER], rows, caption=_("Écritures du journal"))
    address.pager(pages, key="journal_page")


main()
