"""Main courante: what was learnt, decided and done, in order; written at the keyboard, searched, printed."""

from __future__ import annotations

import streamlit as st

from app.access.permissions import Action
from app.services.crisis.read_log import read_log
from app.ui.panels import log_entry, log_event, log_list, log_search
from app.ui.parts import headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import log as view
from app.words import _, ngettext


def main() -> None:
    """The sentence first, then the line to write, then what was written."""
    store = current_store()
    heading = st.container()
    can_write = may(Action.WRITE_LOG)
    chosen = log_event.show(can_write=can_write)
    if can_write:
        readers = log_entry.show(chosen.write)
    search = log_search.show(chosen.read)
    found = read_log(current_actor(), store, search)
    if can_write and current_actor().id not in found.authors:
        readers.caption(f":material/visibility: {plain(view.who_reads())}")
    with heading:
        headline.show(view.sentence(found, store.now(), can_write=can_write))
        for fault in found.faults:
            st.error(plain(fault), icon=":material/error:")
    log_search.offer_open(found)
    if len(found.entries) < found.total:
        count = len(found.entries)
        st.caption(ngettext("{n} entrée trouvée.", "{n} entrées trouvées.", count).format(n=count))
    log_list.show(found, chosen.titles)
    if not can_write and found.total:
        st.caption(_("Votre rôle lit la main courante ; l’écrire revient à la coordination et à la cellule de crise."))


main()
