"""Plans: the library of what to do, and the community's own plan with what it stands on; each place has its address."""

from __future__ import annotations

import streamlit as st

from app.core.errors import N_
from app.ui.panels import plan_cell, plan_library, plan_own, plan_review, plan_risks, plan_stock, plan_structures
from app.ui.parts import panel_choice

PANELS = {
    "bibliotheque": (N_("Que faire"), plan_library.show),
    "plan": (N_("Notre plan"), plan_own.show),
    "risques": (N_("Risques"), plan_risks.show),
    "moyens": (N_("Stock"), plan_stock.show),
    "cellule": (N_("Cellule"), plan_cell.show),
    "etablissements": (N_("Établissements"), plan_structures.show),
    "relecture": (N_("Relecture"), plan_review.show),
}
"""Code of the address → its words, and what draws it with its own headline."""


def main() -> None:
    """The choice first, then the place chosen: its sentence, its figures, its buttons."""
    if plan_library.asked() and panel_choice.ADDRESS not in st.query_params:
        # A link to a plan or a card of the library opens it, whatever place was read before.
        st.session_state.pop(panel_choice.ADDRESS, None)
    panel = panel_choice.show({code: words for code, (words, _draw) in PANELS.items()})
    PANELS[panel][1]()


main()
