"""What the table of categories is worth: who signed it, what changed since and asks again, and the way to sign."""

from __future__ import annotations

import streamlit as st

from app.access.permissions import Action
from app.services.continuity.read_categories import read_categories
from app.ui.navigation import leads_to
from app.ui.parts import panel_choice
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import needs_categories as view
from app.words import _


def show() -> None:
    """The sentence, then the rows to sign again, then the way there."""
    if not may(Action.READ_CONTINUITY):
        return
    views = read_categories(current_actor(), current_store())
    st.markdown(plain(view.sentence(views)))
    if again := view.sign_again(views):
        st.warning(plain(again), icon=":material/verified:")
    if leads_to("needs") and st.button(
        _("Valeurs et signatures : Mes suivis, Catégories"), icon=":material/arrow_forward:", key="rules_to_needs"
    ):
        st.switch_page("screens/needs.py", query_params={panel_choice.ADDRESS: "categories"})
