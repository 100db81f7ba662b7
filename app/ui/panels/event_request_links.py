"""The form an establishment fills itself: its address to copy, to send, to renew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.crisis.request_links import renew_request_link, request_address, send_request_link
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.panels import local_links
from app.ui.panels.rota_links import base_url
from app.ui.parts import confirm
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from app.services.crisis.read_event import EventView


def show(view: EventView) -> None:
    """Draw the choice of an establishment, then its address."""
    st.caption(
        _(
            "Chaque établissement a son lien, sans mot de passe : il y dit combien, de quel métier, quand et où, et lit la suite."
        )
    )
    if not view.sites:
        st.caption(_("Aucun établissement dans la liste."))
        if leads_to("roster") and st.button(_("Importer les établissements"), key="event_sites"):
            st.switch_page("screens/roster.py", query_params={"volet": "import"})
        return
    ids = sorted(view.sites, key=lambda id: view.sites[id].name)
    chosen = st.selectbox(
        _("Établissement"), ids, index=None, key="event_link_site", format_func=lambda id: view.sites[id].name,
        placeholder=_("Choisir"),
    )  # fmt: skip
    if not chosen:
        return
    where, site = base_url(), view.sites[chosen]
    local_links.show(where)
    st.code(request_address(current_actor(), current_store(), chosen, base_url=where), language=None, wrap_lines=True)
    with st.container(horizontal=True):
        send = st.button(_("Envoyer le lien"), icon=":material/mail:", key="event_link_send")
        st.button(
            _("Renouveler"),
            icon=":material/autorenew:",
            key="event_link_renew",
            on_click=confirm.ask,
            args=("event_link",),
        )
    try:
        if send:
            _said(send_request_link(current_actor(), current_store(), chosen))
        question = confirm.Question(
            _("Renouveler le lien de {site} ?").format(site=site.name),
            (_("L’ancien lien ne s’ouvrira plus ; donnez le nouveau à l’établissement."),),
            _("Renouveler"),
        )
        if confirm.show(question, key="event_link"):
            renew_request_link(current_actor(), current_store(), chosen, base_url=where)
            st.rerun()
    except ReleveError as error:
        tell(error)


def _said(letter: str) -> None:
    """What became of it; within an exercise that is not armed there is no letter."""
    if not letter:
        st.info(
            _("Exercice : rien n’est parti. Donnez le lien ci-dessus dans la salle."), icon=":material/theater_comedy:"
        )
        return
    st.success(
        _("Le courrier est prêt : il part par e-mail, ou attend dans Messages d’être passé à la main."),
        icon=":material/mail:",
    )
