"""One scenario: read as a page, or changed when it is the community's own."""

from __future__ import annotations

import streamlit as st

from app.core.errors import N_, NotFound
from app.services.laboratory.read_scenarios import read_page
from app.ui.boundary import tell
from app.ui.panels import scenarios_edit, scenarios_open, scenarios_read
from app.ui.parts import exercise_strip, headline, panel_choice
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import scenarios as view
from app.words import _

PAGES = {"lire": N_("Lire"), scenarios_open.WRITING: N_("Modifier")}


def show(code: str) -> None:
    """The way back, the title, then the page asked for."""
    st.button(_("Tous les scénarios"), icon=":material/arrow_back:", on_click=scenarios_open.back, key="scenarios_back")
    try:
        page = read_page(current_actor(), current_store(), code)
    except NotFound as error:
        tell(error)
        return
    headline.show(page.scenario.title, where=view.line(page.scenario), detail=view.when(page.scenario))
    exercise_strip.show(view.unreal(page.scenario))
    for problem in page.problems:
        st.warning(plain(problem), icon=":material/error:")
    may_change = page.own is not None and page.may_write
    codes = PAGES if may_change else {"lire": PAGES["lire"]}
    chosen = panel_choice.show(codes, key=scenarios_open.PAGE, address=scenarios_open.PAGE)
    (scenarios_edit if chosen == scenarios_open.WRITING else scenarios_read).show(page)
