"""What every panel of Carte says while there is nothing to cover or nobody to cover it: what it will hold, and the first step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.coverage import coverage_words as view
from app.ui.panels import continuity_first
from app.ui.parts import headline
from app.words import _

if TYPE_CHECKING:
    from app.services.coverage.coverage_view import CoverageView


def is_shown(found: CoverageView) -> bool:
    """Draw it in place of the panel, where there is nothing to draw; False: there is."""
    if not view.is_empty(found):
        return False
    headline.show(view.sentence(found), where=view.where(found), detail=view.detail(found) if found.communes else "")
    st.markdown(
        _(
            "Ici : la carte du territoire, ce qui tient et ce qui manque, demi-journée par demi-journée. Il faut d’abord une"
            " communauté avec son territoire, et des personnes (Effectifs)."
        )
    )
    if found.communes:
        continuity_first.people()
    else:
        continuity_first.territory()
    return True
