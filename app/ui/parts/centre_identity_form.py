"""Who carries a centre and under which act, under which frame people come, where it is, what to bring, whom to call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.roster.phones import phone_of, spoken_phone
from app.scheduling.centre import CARRIER_WORDS, KIND_WORDS, Centre, CentreKind, Designation, Place
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.roster.commune import Commune, Communes


def show(centre: Centre, communes: Communes, frames: Mapping[str, str], *, key: str) -> Centre | None:
    """Draw the form; the centre as typed once saved, otherwise None. Raises InvalidInput for a bad telephone number.

    ``frames``: the mission frames in force, code → name.
    """
    with st.form(f"{key}_form", border=False):
        st.header(_("Désignation"))
        designation = _mission(_designation(centre.designation, key), frames, key)
        st.header(_("Lieu et contact"))
        first, second, third = st.columns(3)
        name = first.text_input(_("Nom du centre"), centre.name, key=f"{key}_name")
        with second:
            kind = _kind(centre.kind, key)
        contact = third.text_input(_("Personne à joindre"), centre.contact_name, key=f"{key}_contact")
        place = _place(centre.place, communes, key)
        phone = st.text_input(
            _("Téléphone du centre"), spoken_phone(centre.contact_phone) if centre.contact_phone else "", key=f"{key}_phone"
        )  # fmt: skip
        bring = st.text_input(
            _("À apporter"), centre.bring, key=f"{key}_bring",
            placeholder=_("Carte e-CPS, badge, vêtements… (vide : les choses habituelles)"),
        )  # fmt: skip
        if not st.form_submit_button(_("Enregistrer"), type="primary"):
            return None
    number = phone_of(phone) if phone.strip() else ""
    return replace(
        centre, name=name.strip(), kind=kind, designation=designation, place=place, contact_name=contact.strip(),
        contact_phone=number, bring=bring.strip(),
    )  # fmt: skip


def _designation(held: Designation, key: str) -> Designation:
    carrier, number, on = st.columns(3)
    convention, supplier, insurer = st.columns(3)
    ordered = on.date_input(_("Date de l’arrêté"), held.order_date, format="DD/MM/YYYY", key=f"{key}_ordered")
    return replace(
        held,
        carrier=carrier.text_input(_("Porteur"), held.carrier, key=f"{key}_carrier", placeholder=_("CPTS, hôpital, commune…")).strip(),
        order_number=number.text_input(_("N° d’arrêté de désignation"), held.order_number, key=f"{key}_order", placeholder=_("non désigné")).strip(),
        order_date=ordered,
        convention=convention.text_input(_("Convention"), held.convention, key=f"{key}_convention").strip(),
        supplier=supplier.text_input(_("Fournisseur des doses"), held.supplier, key=f"{key}_supplier").strip(),
        insurer=insurer.text_input(_("Assureur"), held.insurer, key=f"{key}_insurer").strip(),
    )  # fmt: skip


def _mission(held: Designation, frames: Mapping[str, str], key: str) -> Designation:
    """Under which frame people come and who pays them: both are said before anyone answers yes."""
    st.header(_("Cadre de la mission"))
    frame, kind, payer = st.columns([2, 1, 2])
    codes = ["", *frames]
    chosen = frame.selectbox(
        _("Cadre"), codes, index=codes.index(held.frame) if held.frame in codes else 0, key=f"{key}_frame",
        format_func=lambda code: frames.get(code, _("d’après la convention")),
        help=_("Sans choix : la convention si elle est nommée, sinon l’initiative de la CPTS. Chaque page et chaque appel le disent."),
    )  # fmt: skip
    kinds = list(dict.fromkeys([*CARRIER_WORDS, held.carrier_kind]))
    carried = kind.selectbox(
        _("Sorte de porteur"), kinds, index=kinds.index(held.carrier_kind), key=f"{key}_carrier_kind",
        format_func=lambda code: _(CARRIER_WORDS[code]) if code in CARRIER_WORDS else code,
        help=_("La table des payeurs dit qui paie, selon la sorte de porteur et le mode d’exercice de chacun."),
    )  # fmt: skip
    paid = payer.text_input(
        _("Qui paie"), held.payer, key=f"{key}_payer", placeholder=_("vide : la table des payeurs décide")
    )
    return replace(held, frame=chosen or "", payer=paid.strip(), carrier_kind=carried or held.carrier_kind)


def _kind(held: CentreKind, key: str) -> CentreKind:
    kinds = list(CentreKind)
    chosen = st.selectbox(
        _("Opération"), kinds, index=kinds.index(held), format_func=lambda one: _(KIND_WORDS[one]).capitalize(),
        key=f"{key}_kind", help=_("Une autre opération reprend ses propres rôles habituels."),
    )  # fmt: skip
    return chosen or held


def _place(held: Place, communes: Communes, key: str) -> Place:
    first, second, third = st.columns(3)
    name = first.text_input(_("Lieu"), held.name, key=f"{key}_place")
    address = second.text_input(_("Adresse"), held.address, key=f"{key}_address")
    with third:
        commune = _commune(held, communes, key)
    note = st.text_input(_("Accès des équipes"), held.access_note, key=f"{key}_access")
    place = replace(held, name=name.strip(), address=address.strip(), access_note=note.strip())
    if commune is None or commune.insee == held.commune_insee:
        return place
    return replace(
        place, commune=commune.name, commune_insee=commune.insee, latitude=commune.latitude, longitude=commune.longitude
    )


def _commune(held: Place, communes: Communes, key: str) -> Commune | None:
    known = sorted(communes, key=lambda one: one.name)
    index = next((rank for rank, one in enumerate(known) if one.insee == held.commune_insee), None)
    return st.selectbox(
        _("Commune"), known, index=index, format_func=lambda one: one.name, key=f"{key}_commune",
        placeholder=_("À choisir"), disabled=not known,
    )  # fmt: skip
