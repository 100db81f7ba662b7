"""The chronogramme on paper, to go on by hand should the screen die."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.exercise.kit_sheet import KitKind
from app.services.exercise.print_kits import print_kit
from app.ui.parts.later import later
from app.ui.session import current_actor, current_store
from app.words import _


def show(exercise_id: str) -> None:
    """Draw the button that makes it."""
    st.download_button(
        _("Chronogramme sur papier (PDF)"),
        data=later(partial(print_kit, current_actor(), current_store(), exercise_id, KitKind.PAPER)),
        file_name=_("exercice-chronogramme.pdf"),
        mime="application/pdf",
        key="conduct_paper",
        icon=":material/print:",
        on_click="ignore",
        help=_("À imprimer avant de commencer : il se tient à la main si l’écran s’éteint."),
    )
