"""Reflex cards that wait for the medical lead's signature: read whole, then signed by name, one or several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.plans.sign_card import read_signatures, sign_cards
from app.ui.boundary import tell
from app.ui.parts import reserved
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.plans.read_plan_desk import PlanDesk
    from app.services.plans.sign_card import SignedCard


def show(_desk: PlanDesk) -> None:
    """Those that wait, changed ones first, each with its whole text; then who signs; then those that are signed."""
    cards = [one for one in read_signatures(current_actor(), current_store()).values() if one.card.medical]
    waiting = sorted((one for one in cards if not one.is_signed), key=lambda one: not one.has_changed)
    signed = [one for one in cards if one.is_signed]
    st.markdown(plain(_sentence(waiting, signed)))
    if waiting and may(Action.VALIDATE_PLANS):
        _sign(waiting)
    elif waiting:
        reserved.show(Action.VALIDATE_PLANS, _("Signer une fiche ne se fait pas depuis votre rôle."))
    for one in signed:
        st.markdown(f":green[:material/verified:] **{plain(one.card.title)}** · {plain(one.words)}")


def _sentence(waiting: list[SignedCard], signed: list[SignedCard]) -> str:
    if not waiting:
        return _("Toutes les fiches à contenu médical sont signées.")
    said = ngettext(
        "{n} fiche à contenu médical attend la signature du référent médical.",
        "{n} fiches à contenu médical attendent la signature du référent médical.",
        len(waiting),
    ).format(n=len(waiting))
    changed = sum(one.has_changed for one in waiting)
    if changed:
        said += " " + ngettext(
            "Le texte de {n} d’entre elles a changé depuis sa signature.",
            "Le texte de {n} d’entre elles a changé depuis leur signature.",
            changed,
        ).format(n=changed)
    return said


def _sign(waiting: list[SignedCard]) -> None:
    # The form stands above the cards, and counts those that are ticked below it.
    above = st.container()
    chosen = {one.card.slug: one.mark for one in waiting if _offered(one)}
    with above.form("plan_sign", border=True):
        with st.container(horizontal=True):
            name = st.text_input(_("Qui signe"), key="plan_signed_by", placeholder=_("Prénom et nom"), width=300)
            quality = st.text_input(_("En qualité de"), _("référent médical"), key="plan_signed_as", width=300)
        if not chosen:
            st.caption(_("Ouvrez une fiche, lisez-la, cochez-la ; puis signez ici celles qui sont cochées."))
        label = ngettext("Signer {n} fiche lue", "Signer {n} fiches lues", len(chosen)).format(n=len(chosen))
        pressed = st.form_submit_button(label, type="primary", icon=":material/draw:")
    if pressed:
        try:
            sign_cards(current_actor(), current_store(), chosen, name=name, quality=quality)
        except ReleveError as error:
            tell(error)
            return
        st.rerun()


def _offered(one: SignedCard) -> bool:
    with st.expander(plain(one.card.title), icon=":material/stethoscope:"):
        if one.has_changed:
            st.warning(
                plain(_("Texte changé depuis : {signature}").format(signature=one.words)), icon=":material/history:"
            )
        st.markdown(f"**{_('Quand la prendre')}** · {plain(one.card.trigger)}")
        for title, points in (
            (_("À faire"), one.card.steps),
            (_("Ne pas faire"), one.card.do_not),
            (_("Sous la main"), one.card.equipment),
            (_("Trace à garder"), one.card.trace),
        ):
            if points:
                lines = "\n".join(f"{n}. {plain(each)}" for n, each in enumerate(points, 1))
                st.markdown(f"**{plain(title)}**\n\n{lines}")
        return st.checkbox(_("Lue, je la signe telle quelle"), key=f"plan_sign_{one.card.slug}_{one.mark[:8]}")
