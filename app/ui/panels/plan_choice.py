"""Which plan is read: it stands in the address, so that back, bookmark and share work; and the way to print it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.services.plans.print_plans import print_plan
from app.ui.panels import plan_card
from app.ui.parts import address
from app.ui.parts.later import later
from app.ui.session import current_actor, current_store
from app.ui.views import plans as view
from app.words import _

if TYPE_CHECKING:
    from app.response.sheet import Sheet
    from app.services.plans.plan_shelf import PlanShelf

ADDRESS = "plan"
CHOICE = "plan_choice"


def chosen(shelf: PlanShelf) -> Sheet:
    """The plan of the address, else the one read before on this screen, else that of the card in the address."""
    asked = st.query_params.get(ADDRESS) or ("" if plan_card.asked() else st.session_state.get(CHOICE, ""))
    return shelf.sheets[view.chosen(shelf, asked, plan_card.asked())]


def show(shelf: PlanShelf, sheet: Sheet) -> None:
    """Draw the choice and the button that prints what is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        titles = {slug: one.title for slug, one in shelf.sheets.items()}
        address.select(
            _("Plan"), titles, address=ADDRESS, present=sheet.slug, key=CHOICE, width=560, hidden=True,
            closes=(plan_card.ADDRESS,),
        )  # fmt: skip
        st.download_button(
            _("Imprimer le plan"), data=later(partial(_pdf, sheet.slug)), file_name=f"plan-{sheet.slug}.pdf",
            mime="application/pdf", icon=":material/print:", type="primary", on_click="ignore", key="plan_print",
        )  # fmt: skip


def _pdf(slug: str) -> bytes:
    return print_plan(current_actor(), current_store(), slug)
