"""The answer to the ARS in one sentence, ready to copy and send."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import address
from app.ui.parts.plain import plain
from app.ui.views.home import asked_injections, reply
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.services.rota.read_rota import RotaView


def show(view: RotaView, monday: date, today: date) -> None:
    """Draw the sentence that answers; how many injections are asked for is behind it, the week's doses until then."""
    st.header(_("Réponse à l’ARS"), anchor=False)
    said = st.container()
    with st.container(horizontal=True, gap="small", key="home_reply"):
        copying = st.popover(_("Copier"), icon=":material/content_copy:", type="tertiary")
        with st.popover(_("Autre demande"), icon=":material/tune:", type="tertiary"):
            asked = address.typed(
                _("Injections demandées dans la semaine"), 0, address.MOST, address="demande",
                usual=asked_injections(view, monday), step=100,
                explained=_("La dotation de la semaine, sauf si l’ARS en demande davantage."),
            )  # fmt: skip
    sentence = reply(view, monday, asked, today)
    said.markdown(plain(sentence))
    copying.code(sentence, language=None, wrap_lines=True)
