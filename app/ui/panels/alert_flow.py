"""The alert flowchart: drawn, told in a table, printed."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.documents.flow_svg import flow_svg
from app.services.crisis.print_alert import print_flow
from app.services.crisis.read_alert import read_flow
from app.ui.parts import headline, table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import alert_flow as view
from app.ui.views.alert_launch import WHO_TRIGGERS
from app.words import _

if TYPE_CHECKING:
    from app.services.crisis.read_alert import Alerts


INK = {"light": "#16211f", "dark": "#e8efef"}
"""The colour of the text: a drawing that is loaded as an image does not know the page's."""


def show(_found: Alerts) -> None:
    """Draw it whole; on a phone the drawing slides sideways and the table stands under it."""
    steps = read_flow(current_actor(), current_store())
    headline.show(view.headline(steps), detail=_(WHO_TRIGGERS))
    st.download_button(
        _("Imprimer le logigramme (PDF)"), later(lambda: print_flow(current_actor(), current_store())),
        file_name="logigramme-alerte.pdf", mime="application/pdf", icon=":material/print:", on_click="ignore",
        key="alert_flow_pdf",
    )  # fmt: skip
    ink = INK[st.context.theme.type or "light"]
    drawn = b64encode(flow_svg(view.boxes(steps), view.headline(steps), ink).encode()).decode()
    alt = escape(_("Les étapes de l’alerte, du signal à la levée ; le tableau qui suit dit la même chose."))
    st.html(
        f'<div style="overflow-x:auto"><img alt="{alt}" style="min-width:760px;max-width:960px;width:100%"'
        f' src="data:image/svg+xml;base64,{drawn}"></div>'
    )
    with st.expander(_("La même chose en tableau")):
        table.show(view.header(), view.rows(steps), caption=_("Logigramme d’alerte, étape par étape"))
        table.download(view.header(), view.rows(steps), file_name="logigramme.csv", key="alert_flow_csv")
    st.caption(
        plain(
            _("Ces étapes sont des données : content/data/alert_flow.csv les remplace par celles de votre territoire.")
        )
    )
