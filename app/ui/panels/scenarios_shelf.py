"""The shelf of scenarios: those of this territory first, each with its story; then the others, then those removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.laboratory.read_scenarios import read_shelf
from app.services.laboratory.write_scenario import restore_scenario
from app.ui.boundary import tell
from app.ui.panels.scenarios_open import open_scenario
from app.ui.parts import headline, panel_choice
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import scenarios as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.drills.scenario import Scenario
    from app.services.laboratory.read_scenarios import ScenarioShelf


def show() -> None:
    """The sentence, what can't be read, the scenarios of here, those of elsewhere, those removed."""
    shelf = read_shelf(current_actor(), current_store())
    headline.show(
        view.sentence(shelf), detail=_("Un scénario se lit, s’essaie au laboratoire et se joue. Il ne nomme personne.")
    )
    for fault in shelf.faults:
        st.warning(plain(fault), icon=":material/error:")
    if shelf.may_write:
        st.button(
            _("Écrire un scénario"), type="primary", icon=":material/edit_note:", key="scenarios_write",
            on_click=panel_choice.open_on, args=("ecrire",),
        )  # fmt: skip
    here = [one for one in shelf.scenarios.values() if shelf.is_here(one)]
    others = [one for one in shelf.scenarios.values() if not shelf.is_here(one)]
    if not here:
        st.info(
            _(
                "Aucun scénario n’est encore écrit pour ce territoire : copiez-en un d’ailleurs, puis changez-en les lieux."
            )
        )
    for one in here:
        _draw(one)
    if others:
        said = ngettext("{n} scénario d’un autre territoire", "{n} scénarios d’un autre territoire", len(others))
        with st.expander(said.format(n=len(others))):
            for one in others:
                _draw(one)
    if shelf.may_write and shelf.removed:
        _removed(shelf)


def _draw(one: Scenario) -> None:
    with st.container(border=True, gap="xsmall", key=f"scenario_{one.code}"):
        st.markdown(f"{view.icon(one)} **{plain(one.title)}**")
        st.caption(plain(view.line(one)))
        st.markdown(plain(view.lead(one)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("Lire"), icon=":material/menu_book:", key=f"scenario_read_{one.code}", on_click=open_scenario,
                args=(one.code,), help=plain(one.title),
            )  # fmt: skip
            st.caption(plain(view.when(one)))


def _removed(shelf: ScenarioShelf) -> None:
    count = len(shelf.removed)
    said = ngettext("{n} scénario retiré", "{n} scénarios retirés", count).format(n=count)
    with st.expander(said, icon=":material/delete:"):
        for code, (title, held) in shelf.removed.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(title))
                st.button(
                    _("Remettre"), key=f"scenario_restore_{code}", icon=":material/undo:",
                    on_click=partial(_restore, code, held.revision),
                )  # fmt: skip


def _restore(code: str, revision: int) -> None:
    try:
        restore_scenario(current_actor(), current_store(), code, revision)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Scénario remis dans la bibliothèque."), icon=":material/undo:")
