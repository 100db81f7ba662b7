"""An empty community: what this screen will hold, and the first steps with their minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_
from app.services.keeping.set_up_community import set_up_community
from app.ui.panels.home_tasks import go_to
from app.ui.parts import headline, reserved
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may, signed_in
from app.ui.views.home import first_steps, welcome
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.home.read_home import HomeView
    from app.store.community import Community
    from app.ui.views.home import Step

TERRITORIES = {
    "auray": N_("Pays d’Auray"),
    "redon": N_("Pays de Redon"),
    "ploermel": N_("Pays de Ploërmel"),
    "": N_("Un autre territoire"),
}
"""Territories whose communes and roads ship with the product."""


def show(home: HomeView) -> None:
    """Draw the invitation: the first step not done yet is the one to press."""
    steps = first_steps(home)
    following = next((step for step in steps if not step.done), None)
    headline.show(
        welcome(steps),
        where=home.community.name,
        detail=_(
            "Ici se liront chaque matin ce qui ne peut pas ouvrir, qui appeler, et la réponse à l’ARS. "
            "Rien n’est envoyé à personne avant que vous le publiiez."
        ),
    )
    for rank, step in enumerate(steps, start=1):
        _show_step(rank, step, home, now=step is following)
    _tell_of_the_rest()
    tell_of_accounts()


def _tell_of_the_rest() -> None:
    """What needs no centre: the plan, the practices and their patients."""
    with st.container(horizontal=True, vertical_alignment="center", key="home_elsewhere"):
        st.caption(
            _("Sans monter de centre : écrire le plan de réponse, suivre les cabinets et la continuité des soins.")
        )
        go_to("plans", _("Plans"), {"volet": "plan"})
        go_to("relays", _("Relais"), {})


def tell_of_accounts() -> None:
    """To whoever sits at the machine while no account exists, quietly: that accounts can be made, and where."""
    if signed_in() is None:
        with st.container(horizontal=True, vertical_alignment="center", key="home_accounts"):
            st.caption(_("Aucun compte n’existe : ce poste ouvre Relève sans mot de passe. Les comptes se créent dans Réglages › Comptes."))  # fmt: skip
            go_to("accounts", _("Comptes"), {})


def _show_step(rank: int, step: Step, home: HomeView, *, now: bool) -> None:
    with st.container(border=True, gap="small"):
        done = f":green-badge[:material/check_circle: {_('fait')}]"
        minutes = ngettext("{n} minute", "{n} minutes", step.minutes).format(n=step.minutes)
        mark = done if step.done else f":gray-badge[:material/timer: {minutes}]"
        st.markdown(f"**{rank}.** {plain(step.sentence)} {mark}")
        if step.done:
            return
        if not may(step.action):
            reserved.show(step.action)
        elif step.page:
            go_to(step.page, step.button, {})
        elif now:
            _name_community(home.community)


def _name_community(community: Community) -> None:
    with st.form("community", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(_("Nom de la communauté"), placeholder=_("CPTS du Pays d’Auray"))
            territory = st.selectbox(_("Territoire"), list(TERRITORIES), format_func=lambda code: _(TERRITORIES[code]))
        sent = st.form_submit_button(_("Enregistrer"), type="primary")
    if sent and name.strip():
        named = replace(community, name=name.strip(), territory=territory)
        set_up_community(current_actor(), current_store(), named)
        st.rerun()
    if sent:
        st.warning(_("Écrivez le nom de la communauté : il figure en haut de chaque page et sur les impressions."))
