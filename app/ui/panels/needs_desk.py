"""Registers for the coordination: how many needs each practice holds, what is due, whose copies are missing. Never a row."""

from __future__ import annotations

import streamlit as st

from app.services.continuity.read_need_desk import read_need_desk
from app.services.continuity.read_sealed_copies import read_sealed_copies
from app.ui.panels import continuity_first
from app.ui.parts import headline, panel_choice, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import needs_desk as view
from app.words import _


def show() -> None:
    """The sentence first, then practices, those to look at first, then those that said nothing."""
    desk = read_need_desk(current_actor(), current_store())
    headline.show(view.sentence(desk), detail=view.detail(desk))
    if said := view.mode_sentence(desk):
        st.info(plain(said), icon=":material/tag:")
    if not desk.practices:
        continuity_first.people()
        return
    st.button(
        _("Noter les nombres d’un cabinet"), icon=":material/pin:", key="needs_to_counts", on_click=panel_choice.open_on,
        args=("nombres",), type="primary",
    )  # fmt: skip
    if desk.known:
        header, rows = view.sheet(desk, read_sealed_copies(current_actor(), current_store()))
        table.show(header, rows, caption=_("Besoins par cabinet, ce qu’il faut regarder d’abord"))
    silent = [one.practice.name for one in desk.practices if not one.is_known]
    if silent:
        with st.expander(_("Cabinets qui n’ont encore rien dit ({n})").format(n=len(silent))):
            st.markdown("\n".join(f"- {plain(name)}" for name in silent))
