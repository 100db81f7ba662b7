"""The library of plans: a plan chosen, its chapters, its reflex cards. Another chapter is another address."""

from __future__ import annotations

import streamlit as st

from app.core.errors import N_
from app.response.said import ORSAN_RULE
from app.services.plans.read_plans import read_plans
from app.ui.panels import plan_actions, plan_card, plan_cards, plan_chapters, plan_choice
from app.ui.parts import headline, panel_choice
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import plans as view
from app.words import _

ADDRESS = "chapitre"
CHAPTERS = {
    "actions": (N_("À faire"), plan_actions.show),
    "fiches": (N_("Fiches"), plan_cards.show),
    "but": (N_("Objectifs"), plan_chapters.purpose),
    "besoins": (N_("Moyens"), plan_chapters.means),
    "messages": (N_("Messages"), plan_chapters.messages),
    "textes": (N_("Textes"), plan_chapters.texts),
}


def show() -> None:
    """The sentence first, then the plan chosen, chapter by chapter."""
    shelf = read_plans(current_actor(), current_store())
    sheet = plan_choice.chosen(shelf)
    headline.show(view.sentence(sheet), where=sheet.title)
    if shelf.fault:
        st.error(plain(shelf.fault), icon=":material/error:")
        st.caption(_("En attendant, les plans livrés avec Relève sont montrés à la place de ceux de votre dossier."))
    plan_choice.show(shelf, sheet)
    CHAPTERS[_chapter("fiches" if plan_card.asked() in shelf.cards else "actions")][1](shelf, sheet)
    st.caption(f"{plain(_(ORSAN_RULE))} {plain(view.contents(shelf))}")


def asked() -> bool:
    """Whether the address leads here: to a plan, a chapter or a card of the library."""
    return any(name in st.query_params for name in (ADDRESS, plan_choice.ADDRESS, plan_card.ADDRESS))


def _chapter(first: str) -> str:
    return panel_choice.show(
        {code: words for code, (words, _draw) in CHAPTERS.items()}, first, key=ADDRESS, address=ADDRESS
    )
