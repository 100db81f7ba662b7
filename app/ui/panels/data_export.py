"""« Emporter en tableaux » on Données: everything that leaves as a spreadsheet, in one file."""

from __future__ import annotations

import streamlit as st

from app.services.keeping.export_data import Exported, export_data
from app.ui.parts.later import later
from app.ui.session import current_actor, current_store
from app.words import _


def show() -> None:
    """What is in it, what is not, and the file, made when it is asked for."""
    with st.expander(_("Emporter les données en tableaux"), icon=":material/table:"):
        st.caption(
            _(
                "Personnes, établissements, réponses et planning publié, à ouvrir dans un tableur."
                " Les besoins de soins n’y sont pas. L’export est inscrit au journal."
            )
        )
        st.download_button(
            _("Tout emporter (ZIP)"), data=later(_everything), file_name="releve-export.zip", mime="application/zip",
            icon=":material/download:", on_click="ignore", key="data_export",
        )  # fmt: skip


def _everything() -> bytes:
    return export_data(current_actor(), current_store(), Exported.ALL).content
