"""Recherche: one field over everything the role may read; what was found, each a link to the very place."""

from __future__ import annotations

import streamlit as st

from app.services.home.search import search
from app.ui.panels import search_results
from app.ui.panels.search_results import ONLY, WORDS
from app.ui.parts import headline
from app.ui.session import current_actor, current_store
from app.ui.views import search as view
from app.ui.views.search_places import places_found
from app.words import _
from app.words.sought import sought

FIELD = "search_words"


def main() -> None:
    """The sentence that counts first, the field, then what was found by kind."""
    typed = st.query_params.get(WORDS, "")
    found = search(current_actor(), current_store(), typed, view.kind_of(st.query_params.get(ONLY, "")))
    places = places_found(current_actor(), sought(typed)) if found.is_asked else []
    headline.show(view.sentence(found, places))
    st.session_state[FIELD] = typed
    st.text_input(
        _("Chercher"), key=FIELD, on_change=_turn, icon=":material/search:", label_visibility="collapsed",
        placeholder=_("Personne, séance, plan, fiche, contact, réglage…"),
    )  # fmt: skip
    if not found.groups and not places:
        search_results.how()
        return
    search_results.everything(found)
    if not found.only:
        search_results.places(places)
    for group in found.groups:
        search_results.group(found, group)


def _turn() -> None:
    st.query_params.clear()
    if words := st.session_state[FIELD].strip():
        st.query_params[WORDS] = words


main()
