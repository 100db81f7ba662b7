"""One action at its own address: what it is, where it changes the plan, what proves it; or the form that writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.ui.panels import improvements_close, improvements_form
from app.ui.parts import headline
from app.ui.parts.plain import plain
from app.ui.session import may
from app.ui.views import improvements as view
from app.words import _

if TYPE_CHECKING:
    from app.exercise.improvement import Improvement
    from app.services.exercise.read_improvements import ImprovementDesk

ADDRESS, NEW = "action", "nouvelle"
EDITED = "improvements_edited"


def asked() -> str:
    """The action of the address; empty when none is named."""
    return st.query_params.get(ADDRESS, "")


def open_on(improvement_id: str) -> None:
    """Open an action at the next run."""
    st.query_params[ADDRESS] = improvement_id
    st.session_state.pop(EDITED, None)


def open_new() -> None:
    """Open the form of a new action at the next run."""
    open_on(NEW)


def leave() -> None:
    """Back to the list."""
    st.query_params.pop(ADDRESS, None)
    st.session_state.pop(EDITED, None)


def show(desk: ImprovementDesk) -> None:
    """The form of a new action, the form of one that is changed, or the action; one that is gone is said to be."""
    st.button(
        _("Toutes les actions"), type="tertiary", icon=":material/arrow_back:", key="improvements_back", on_click=leave
    )
    one, keeps = desk.find(asked()), may(Action.RUN_EXERCISES)
    if asked() == NEW and keeps:
        headline.show(_("Une action : qui fait quoi, avant quand."), where=_("Plan d’amélioration"))
        improvements_form.show_new(desk, done=open_on)
    elif one is None:
        headline.show(_("Cette action n’existe plus."), where=_("Plan d’amélioration"))
    elif keeps and st.session_state.get(EDITED) == one.id:
        headline.show(_("Modifier l’action."), where=_("Plan d’amélioration"))
        improvements_form.show(desk, one, done=open_on)
    else:
        _draw(desk, one, keeps=keeps)


def _draw(desk: ImprovementDesk, one: Improvement, *, keeps: bool) -> None:
    headline.show(one.action, where=_("Plan d’amélioration"))
    st.markdown(view.badge(one, desk.today))
    st.markdown("  \n".join(f"**{plain(word)}** · {plain(text)}" for word, text in view.facts(one, desk)))
    if keeps:
        st.button(_("Modifier"), icon=":material/edit:", key="improvement_edit", on_click=_edit, args=(one.id,))
    improvements_close.show(desk, one, keeps=keeps)


def _edit(improvement_id: str) -> None:
    st.session_state[EDITED] = improvement_id
