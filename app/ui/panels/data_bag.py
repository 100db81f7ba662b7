"""« Valise de crise » on Données: pack it now, take it away, and say where else it goes each night."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.crisis_bag.pack_crisis_bag import pack_crisis_bag
from app.services.crisis_bag.read_crisis_bag import read_crisis_bag, take_crisis_bag, take_crisis_page
from app.services.crisis_bag.set_up_crisis_bag import set_up_crisis_bag
from app.store.crisis_bags import HTML, KEPT_DAYS
from app.ui.boundary import tell
from app.ui.panels import pay_downloads
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import data_bag as view
from app.words import _

if TYPE_CHECKING:
    from app.services.crisis_bag.read_crisis_bag import BagView

HTML_TYPE = "text/html"


def show() -> None:
    """Draw the sentence, the button, the copies to take away, and where else they go."""
    bag = read_crisis_bag(current_actor(), current_store())
    st.header(plain(view.sentence(bag)), anchor=False)
    st.markdown(
        _(
            "Tout ce qu’il faut quand plus rien ne répond : qui appeler, le planning des sept jours, les postes à pourvoir, l’effectif avec ses téléphones, les fiches réflexes. Une page qui s’ouvre sans réseau, et des PDF à imprimer. Elle se fait chaque nuit."
        )
    )
    st.warning(
        _("Elle contient les coordonnées de tout l’effectif : sur une clé chiffrée, sous clé, et on détruit l’ancienne."),
        icon=":material/lock:",
    )  # fmt: skip
    if not bag.has_phone:
        _no_phone()
    if view.is_old(bag):
        st.error(_("Elle aurait dû être refaite depuis : faites-la maintenant, et regardez la place libre."), icon=":material/priority_high:")  # fmt: skip
    with st.container(horizontal=True):
        _pack(bag)
        _take(bag)
    _second(bag)
    if bag.at is not None:
        st.caption(plain(view.kept(bag)))


def _no_phone() -> None:
    st.warning(_("Le téléphone de la coordination manque : la valise ne dit pas qui appeler en premier. Il s’écrit dans Effectifs, « Communauté et territoire »."), icon=":material/phone_disabled:")  # fmt: skip
    if may(Action.SET_UP_COMMUNITY) and st.button(_("Écrire ce téléphone"), icon=":material/call:", key="bag_phone"):
        st.switch_page("screens/roster.py", query_params={"volet": "community"})


def _pack(bag: BagView) -> None:
    words = _("Faire la valise maintenant") if bag.at is None else _("Refaire la valise maintenant")
    if not st.button(words, type="primary", icon=":material/medical_services:", key="bag_now"):
        return
    try:
        with st.spinner(_("Mise en page…")):
            made = pack_crisis_bag(current_actor(), current_store())
    except ReleveError as error:
        tell(error)
        return
    if made.reached_second is False:
        st.toast(_("Valise faite ici, mais pas dans le second dossier."), icon=":material/warning:")
    else:
        st.toast(_("Valise faite."), icon=":material/check:")
    st.rerun()


def _take(bag: BagView) -> None:
    if bag.at is None:
        return
    pay_downloads.button(
        _("Emporter la page seule"), partial(take_crisis_page, current_actor(), current_store()), file_name=HTML,
        mime=HTML_TYPE, icon="description", key="bag_page",
    )  # fmt: skip
    pay_downloads.button(
        _("Emporter tout (ZIP)"), partial(take_crisis_bag, current_actor(), current_store()), file_name="valise.zip",
        mime=pay_downloads.ZIP, icon="folder_zip", key="bag_zip",
    )  # fmt: skip


def _second(bag: BagView) -> None:
    said = view.second(bag)
    if said:
        (st.warning if view.second_is_late(bag) else st.success)(plain(said), icon=":material/usb:")
    with st.expander(_("Second dossier et durée"), icon=":material/usb:"):
        if not may(Action.KEEP_KEYS):
            st.markdown(_("L’administration choisit le second dossier : c’est un chemin du poste qui sert Relève."))
            return
        with st.form("bag_settings"):
            folder = st.text_input(
                _("Second dossier, sur le poste qui sert Relève"), bag.settings.second_folder, placeholder="/media/cle-usb",
                help=_("Une clé ou un partage. Relève n’y touche qu’à son propre dossier, valise-releve. Vide : aucun."),
            )  # fmt: skip
            days = st.number_input(
                _("Jours pendant lesquels les anciennes valises restent"), KEPT_DAYS[0], KEPT_DAYS[-1], bag.settings.kept_days
            )  # fmt: skip
            if st.form_submit_button(_("Enregistrer"), icon=":material/save:"):
                _save(folder, int(days))


def _save(folder: str, days: int) -> None:
    try:
        set_up_crisis_bag(current_actor(), current_store(), second_folder=folder, kept_days=days)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Réglages enregistrés."), icon=":material/check:")
    st.rerun()
