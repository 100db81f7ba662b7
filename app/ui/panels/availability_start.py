"""Nobody to ask, or nothing to ask about yet: one sentence and the first step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import headline
from app.words import _

if TYPE_CHECKING:
    from app.services.mobilisation.read_availability import Availability


def show(found: Availability | None) -> None:
    """Draw the invitation. ``found`` is None when there is no centre at all."""
    nobody = found is not None and not found.people
    headline.show(_("Personne à interroger : importez d’abord l’effectif.") if nobody else _("Aucune séance à venir : ouvrez d’abord un centre."))  # fmt: skip
    if st.button(_("Importer l’effectif") if nobody else _("Ouvrir un centre"), type="primary"):
        st.switch_page("screens/roster.py" if nobody else "screens/centre.py")
