"""What to expect where no register says, and how much of it the practices noted: estimates, with where they come from."""

from __future__ import annotations

import streamlit as st

from app.continuity.list_words import rule_words
from app.continuity.overview import BASIS_WORDS
from app.services.continuity.expected_demand import read_expected
from app.ui.panels import continuity_first
from app.ui.parts import address, figures, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import continuity_expected as view
from app.words import _


def show() -> None:
    """The sentence, a figure per category with a rate, then one category commune by commune."""
    with st.spinner(_("Masquage des petits nombres…"), show_time=True):
        found = read_expected(current_actor(), current_store())
    headline.show(view.sentence(found), detail=view.detail(found))
    if not found.people:
        continuity_first.territory()
    if not found.lines:
        return
    figures.show(view.figures(found))
    st.caption(plain(f"{_(BASIS_WORDS[found.basis])} {rule_words(found.threshold)}"))
    category = address.select(
        _("Par commune"), {code: found.labels[code] for code in found.places}, address="categorie",
        key="continuity_expected", width=420,
    )  # fmt: skip
    header, rows = view.sheet(found, category)
    table.show(
        header, rows, caption=_("Besoins attendus et notés, par commune : {name}").format(name=found.labels[category])
    )
    with st.expander(_("Catégories sans taux")):
        st.markdown("\n".join(f"- {plain(label)}" for label in found.unrated))
