"""Plans: what to do, in which order, by whom; each plan with its people, its places, its texts and its reflex cards."""

from __future__ import annotations

import streamlit as st

from app.core.errors import N_
from app.response.said import ORSAN_RULE
from app.services.read_plans import read_plans
from app.ui.panels import plan_actions, plan_card, plan_cards, plan_chapters, plan_choice
from app.ui.parts import headline, panel_choice
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import plans as view
from app.words import _

PANELS = {
    "actions": (N_("À faire"), plan_actions.show),
    "fiches": (N_("Fiches réflexes"), plan_cards.of_plan),
    "but": (N_("Déclenchement et objectifs"), plan_chapters.purpose),
    "moyens": (N_("Personnes et moyens"), plan_chapters.means),
    "messages": (N_("Messages et levée"), plan_chapters.messages),
    "textes": (N_("Textes et ORSAN"), plan_chapters.texts),
}


def main() -> None:
    """The sentence first, then the plan chosen, chapter by chapter."""
    shelf = read_plans(current_actor(), current_store())
    sheet = plan_choice.chosen(shelf)
    headline.show(view.sentence(sheet), where=sheet.title, detail=_(ORSAN_RULE))
    if shelf.fault:
        st.error(plain(shelf.fault), icon=":material/error:")
        st.caption(_("En attendant, les plans livrés avec Relève sont montrés à la place de ceux de votre dossier."))
    plan_choice.show(shelf, sheet)
    st.markdown(plain(sheet.summary))
    if sheet.medical_note:
        st.markdown(f"{plan_card.medical()} {plain(sheet.medical_note)}")
    plan_cards.search(shelf, sheet)
    panel = panel_choice.show({code: words for code, (words, _draw) in PANELS.items()}, _first(sheet.cards))
    PANELS[panel][1](shelf, sheet)
    st.caption(plain(view.contents(shelf)))


def _first(cards: tuple[str, ...]) -> str:
    """A shared card opens among the plan's cards; otherwise what is to do comes first."""
    return "fiches" if plan_card.asked() in cards else "actions"


main()
