"""What is looked for in the journal: words, a group of entries, somebody, days. The address carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.keeping.read_journal import JournalSearch
from app.ui.parts import filter_bar
from app.words import _
from app.words.journal import entry_groups

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def show(actors: Mapping[str, str]) -> JournalSearch:
    """Draw the filters; what they ask for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = filter_bar.search(_("Chercher un nom, un mot, un centre"), key="mots")
        groups = {group: _(group) for group in entry_groups()}
        group = filter_bar.choice(_("Domaine"), groups, key="domaine", everything=_("Tous les domaines"))
        names = {name: name for name in dict.fromkeys(actors.values())}
        name = filter_bar.choice(_("Qui"), names, key="qui", everything=_("Tout le monde"))
        first, last = _days()
    ids = [id for id, said in actors.items() if said == name]
    return JournalSearch(words=words or "", group=group, actor_ids=tuple(ids), first=first, last=last)


def _days() -> tuple[date | None, date | None]:
    """One day, or from one to another; nothing means all of them."""
    with st.popover(_("Dates"), icon=":material/date_range:"):
        first = st.date_input(_("Du"), None, format="DD/MM/YYYY", key="journal_first")
        last = st.date_input(_("Au"), None, format="DD/MM/YYYY", key="journal_last")
    return first, last
