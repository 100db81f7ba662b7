"""Our plan: where it stands and what it lacks first; then its text, its gaps, its sending, its versions, its signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import N_
from app.services.plans.edit_plan import start_plan
from app.services.plans.read_plan_desk import read_plan_desk
from app.ui.panels import plan_exports, plan_own_cards, plan_own_gaps, plan_own_sections, plan_sending, plan_versions
from app.ui.parts import address, headline, panel_choice, reserved
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_own as view
from app.words import _

if TYPE_CHECKING:
    from app.services.plans.read_plan_desk import PlanDesk

ADDRESS, VERSION = "partie", "version"
PARTS = {
    "texte": (N_("Texte"), plan_own_sections.show),
    "manques": (N_("Ce qui manque"), plan_own_gaps.show),
    "envoi": (N_("Valider et envoyer"), plan_sending.show),
    "versions": (N_("Versions"), plan_versions.show),
    "signatures": (N_("Fiches à signer"), plan_own_cards.show),
}
PRINTED = frozenset({"texte", "envoi", "versions"})
"""Parts under which the documents of the version are taken."""


def show() -> None:
    """The sentence, then the part chosen; before any plan, the one button that begins it."""
    desk = read_plan_desk(current_actor(), current_store(), asked_version())
    if desk.view is None:
        _invite(desk)
        return
    version = desk.view.version
    where = f"{_('Notre plan')} · {_('version {number}').format(number=version.number)}"
    headline.show(view.sentence(desk), where=where, detail=view.detail(desk))
    st.markdown(view.state_badge(version))
    if version.reserve:
        st.caption(plain(_("Réserve : {reserve}").format(reserve=version.reserve)))
    part = panel_choice.show({code: words for code, (words, _draw) in PARTS.items()}, key=ADDRESS, address=ADDRESS)
    PARTS[part][1](desk)
    if part in PRINTED:
        st.divider()
        plan_exports.show(desk.view)


def asked_version() -> int | None:
    """The number of the version in the address; None for the newest."""
    return address.number(VERSION) or None


def _invite(desk: PlanDesk) -> None:
    headline.show(view.sentence(desk), where=_("Notre plan"), detail=view.detail(desk))
    if may(Action.EDIT_PLANS):
        st.button(
            _("Commencer le plan"), type="primary", icon=":material/edit_note:", key="plan_start", on_click=_start
        )
        st.caption(plain(desk.completeness.short()))
    else:
        reserved.show(Action.EDIT_PLANS, _("Écrire le plan ne se fait pas depuis votre rôle."))


def _start() -> None:
    start_plan(current_actor(), current_store())
    address.close(VERSION)
