"""What the laboratory says while there is nothing to show: what it will hold, and the first step."""

from __future__ import annotations

import streamlit as st

from app.ui.panels import continuity_first
from app.ui.parts import headline, panel_choice
from app.words import _


def no_territory() -> None:
    """Nothing can be supposed of nowhere."""
    headline.show(
        _("Aucun territoire n’est encore choisi."),
        detail=_("Le laboratoire dit ce qui casse, qui reste sans soins et ce que le plan rattrape. Il faut d’abord un territoire."),
    )  # fmt: skip
    continuity_first.territory()


def nothing_composed() -> None:
    """The result of nothing: to the composer."""
    headline.show(
        _("Rien n’est encore composé."),
        detail=_("Ajoutez un choc ou partez d’un scénario : la réponse vient en quelques secondes."),
    )
    st.button(
        _("Composer un essai"), icon=":material/science:", type="primary", key="laboratory_compose_first",
        on_click=panel_choice.open_on, args=("composer",),
    )  # fmt: skip
