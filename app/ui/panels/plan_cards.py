"""The reflex cards: those of a plan in its order, those that a search finds in the whole library, and all to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.plans.print_plans import print_cards
from app.ui.panels import plan_card
from app.ui.parts import filter_bar
from app.ui.parts.later import later
from app.ui.session import current_actor, current_store
from app.ui.views import plans as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.response.sheet import Card, Sheet
    from app.services.plans.plan_shelf import PlanShelf

MOST_FOUND = 12
"""More than this is a search to narrow, said as such."""


def show(shelf: PlanShelf, sheet: Sheet) -> None:
    """Draw the search and what it finds, else the plan's cards; then the button that prints every card there is."""
    words = filter_bar.search(_("Chercher dans toutes les fiches"), key="chercher")
    if (words or "").strip():
        _found(shelf, words)
    else:
        cards = shelf.cards_of(sheet)
        shared = shelf.cards.get(plan_card.shared())
        # The card that a link leads to is seen first, be it one that this plan does not name.
        _list(shelf, [shared, *(one for one in cards if one != shared)] if shared else cards, "of_plan")
    count = len(shelf.cards)
    st.download_button(
        ngettext("Imprimer la fiche de la bibliothèque", "Imprimer les {n} fiches de la bibliothèque", count).format(n=count),
        data=later(_pdf), file_name="fiches-reflexes.pdf", mime="application/pdf", icon=":material/print:",
        on_click="ignore", key="plan_cards_print",
    )  # fmt: skip


def _found(shelf: PlanShelf, words: str) -> None:
    found = view.found(shelf, words)
    said = ngettext("{n} fiche trouvée.", "{n} fiches trouvées.", len(found)).format(n=len(found))
    if not found:
        said = _("Aucune fiche ne contient ces mots : essayez-en moins, ou un autre.")
    elif len(found) > MOST_FOUND:
        said += " " + _("Les {n} premières sont ici : ajoutez un mot.").format(n=MOST_FOUND)
    st.caption(said)
    _list(shelf, found[:MOST_FOUND], "found")


def _list(shelf: PlanShelf, cards: Sequence[Card], where: str) -> None:
    places = tuple((f"{where}_{card.slug}", card.slug) for card in cards)
    opened = plan_card.open_at(places)
    with st.container(gap="xsmall"):
        for place, slug in places:
            plan_card.show(shelf, slug, place, is_open=place == opened)


def _pdf() -> bytes:
    return print_cards(current_actor(), current_store())
