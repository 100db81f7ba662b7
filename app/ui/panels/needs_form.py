"""The fields of one need, new or read before. None of them is kept once the page is drawn again without them.

Fields have no key on purpose: what is typed of a need stands in no session beyond the form itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.care_need import LONGEST_AUTONOMY, MOST_RELAYS
from app.continuity.category import FREQUENCY_WORDS, LONGEST_WAIT, Frequency
from app.continuity.need_rules import NeedDraft
from app.ui.views import needs_rows as view
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.services.continuity.read_register import Register


def fields(register: Register, draft: NeedDraft, today: date) -> NeedDraft:
    """Draw the fields of ``draft`` inside a form; what they hold. What is rarely said is folded."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pseudonym = st.text_input(
            _("Numéro de votre table"), draft.pseudonym, width=160, max_chars=40,
            help=_("P-0042 : le numéro seul. Le nom reste sur la table du cabinet."),
        )  # fmt: skip
        codes = list(register.offered(draft.category))
        category = st.selectbox(
            _("Catégorie"), codes, index=codes.index(draft.category) if draft.category in codes else None, width=500,
            format_func=lambda code: view.option(register.categories[code]), placeholder=_("Choisir"),
        )  # fmt: skip
        communes = list(register.communes)
        commune = st.selectbox(
            _("Commune"), communes, index=communes.index(draft.commune) if draft.commune in communes else None, width=220,
            format_func=register.communes.__getitem__, placeholder=_("Choisir"),
        )  # fmt: skip
        informed = st.checkbox(_("Patient informé"), draft.informed)
    with st.expander(_("Préciser : rythme, électricité, oxygène, attente, relais")):
        return _more(register, draft, today, pseudonym, category or "", commune or "", informed=informed)


def _more(
    register: Register, draft: NeedDraft, today: date, pseudonym: str, category: str, commune: str, *, informed: bool
) -> NeedDraft:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rhythms = list(Frequency)
        frequency = st.selectbox(
            _("Rythme"), rhythms, index=rhythms.index(draft.frequency) if draft.frequency else None, width=240,
            format_func=lambda one: _(FREQUENCY_WORDS[one]), placeholder=_("Celui de la catégorie"),
        )  # fmt: skip
        wait = st.number_input(
            _("Attente possible (heures)"), 0, LONGEST_WAIT, draft.max_interruption_hours, 1, width=220,
            placeholder=_("Celle de la catégorie"),
        )  # fmt: skip
        told_on = st.date_input(
            _("Informé le"), draft.informed_on, max_value=today, format="DD/MM/YYYY", width=160,
            help=_("Vide : aujourd’hui, quand la case « Patient informé » est cochée."),
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        power = st.checkbox(_("Dépend de l’électricité"), draft.power)
        oxygen = st.checkbox(_("Sous oxygène"), draft.oxygen)
        autonomy = st.number_input(
            _("Autonomie (heures)"), 0, LONGEST_AUTONOMY, draft.autonomy_hours, 1, width=200,
            placeholder=_("Non dite"), help=_("Batterie ou bouteille de secours : ce qui reste quand tout est coupé."),
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        relays = st.multiselect(
            _("Relais prévus, le meilleur d’abord"), list(register.practices), list(draft.relays), width=420,
            format_func=register.practices.__getitem__, max_selections=MOST_RELAYS, placeholder=_("Choisir"),
        )  # fmt: skip
        members = list(register.members)
        holder = st.selectbox(
            _("Qui passe d’ordinaire"), members, index=members.index(draft.holder) if draft.holder in members else None,
            format_func=register.members.__getitem__, placeholder=_("Un membre du cabinet"), width=260,
        )  # fmt: skip
        sites = list(register.sites)
        site = st.selectbox(
            _("Établissement ou prestataire"), sites, index=sites.index(draft.site) if draft.site in sites else None,
            format_func=register.sites.__getitem__, placeholder=_("Aucun"), width=260,
        )  # fmt: skip
    return NeedDraft(
        pseudonym=pseudonym, category=category, commune=commune, frequency=frequency, power=power, oxygen=oxygen,
        autonomy_hours=None if autonomy is None else int(autonomy),
        max_interruption_hours=None if wait is None else int(wait), site=site or "", holder=holder or "",
        relays=tuple(relays), informed=informed, informed_on=told_on,
    )  # fmt: skip
