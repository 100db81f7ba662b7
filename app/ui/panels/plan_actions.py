"""Who does what in which hour: the actions of a plan, phase after phase, of one function of the cell or of all."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from app.response.sheet import PHASE_WORDS, Phase
from app.ui.panels import plan_card
from app.ui.parts import address
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from app.response.sheet import Action, Sheet
    from app.services.plans.plan_shelf import PlanShelf

ADDRESS = "fonction"
_CHOICE = "plan_function"


def show(shelf: PlanShelf, sheet: Sheet) -> None:
    """Draw the filter, then each phase that has something for it. What is medical says that it waits."""
    function = _function(shelf)
    phases = {phase: shelf.actions_of(sheet, phase, function) for phase in Phase}
    opened = plan_card.open_at(
        tuple((_place(phase, n), one.card) for phase, actions in phases.items() for n, one in enumerate(actions))
    )
    if sheet.medical_note:
        st.markdown(plan_card.medical())
    if not any(phases.values()):
        st.info(_("Ce plan ne demande rien à cette fonction."), icon=":material/info:")
    for phase, actions in phases.items():
        if actions:
            st.header(_(PHASE_WORDS[phase]), anchor=False)
            _phase(shelf, phase, actions, opened)


def _phase(shelf: PlanShelf, phase: Phase, actions: tuple[Action, ...], opened: str) -> None:
    for function, numbered in groupby(enumerate(actions), key=lambda one: one[1].function):
        st.markdown(f"**{plain(shelf.function(function))}**")
        for n, action in numbered:
            with st.container(gap="xsmall"):
                st.markdown(f"- {plain(action.text)}")
                if action.card in shelf.cards:
                    place = _place(phase, n)
                    plan_card.show(shelf, str(action.card), place, is_open=place == opened)


def _function(shelf: PlanShelf) -> str:
    functions = {"": _("Toutes les fonctions"), **shelf.functions}
    return address.select(
        _("Fonction de la cellule"), functions, address=ADDRESS, key=_CHOICE, width=420, hidden=True
    )  # fmt: skip


def _place(phase: Phase, n: int) -> str:
    return f"{phase.name.lower()}_{n}"
