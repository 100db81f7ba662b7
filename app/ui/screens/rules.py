"""Règles et tarifs: the dated tables the product rests on, what they say on a day, and the community's own rows."""

from __future__ import annotations

import streamlit as st

from app.core.clock import paris_date
from app.core.errors import N_
from app.services.keeping.reference import read_reference
from app.ui.panels import rules_categories, rules_question, rules_table
from app.ui.parts import headline, panel_choice
from app.ui.session import current_actor, current_store
from app.ui.views import rules
from app.ui.views.rules_continuity import UNDATED
from app.words import _

QUESTION = N_("Qui peut faire quoi")


def main() -> None:
    """The question first, then the tables as of a day."""
    store = current_store()
    library, own = read_reference(current_actor(), store)
    today = paris_date(store.now())
    headline.show(
        rules.rules_sentence(library, today),
        detail=_("Rien n’est deviné : ce qu’aucune ligne ne dit est répondu « aucune règle en vigueur »."),
    )
    names = {"question": QUESTION, **rules.NAMES}
    panel = panel_choice.show(names)
    if panel == "question":
        rules_question.show(library, today)
        return
    if panel == "care_categories":
        rules_categories.show()
    if panel in UNDATED:
        rules_table.show(library, panel, own.get(panel, ()), today)
        return
    on = st.date_input(_("En vigueur le"), today, format="DD/MM/YYYY", key="le", bind="query-params", width=240)
    rules_table.show(library, panel, own.get(panel, ()), on)


main()
