"""Whose workbench this is: the community's name, its territory, its coordinator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.roster.phones import phone_of, spoken_phone
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.community import Community


def show(held: Community, territories: Mapping[str, str], *, key: str, first: bool) -> Community | None:
    """Draw the form; the settings once saved. ``territories``: name in files → label. ``first``: its button is the page's.

    Raises InvalidInput for a bad telephone number.
    """
    with st.form(f"{key}_form", border=False):
        left, right = st.columns(2)
        name = left.text_input(_("Nom de la communauté"), held.name, placeholder=_("CPTS du Pays d’…"))
        known = ["", *territories]
        territory = right.selectbox(
            _("Territoire"), known, index=known.index(held.territory) if held.territory in known else 0,
            format_func=lambda one: territories.get(one, _("à choisir plus tard")),
            help=_("Ses communes filtrent les fichiers nationaux et donnent les temps de route."),
        )  # fmt: skip
        left, right = st.columns(2)
        person = left.text_input(_("Coordination (qui appeler)"), held.coordinator)
        number = spoken_phone(held.coordinator_phone) if held.coordinator_phone else ""
        phone = right.text_input(_("Téléphone de la coordination"), number)
        if not st.form_submit_button(_("Enregistrer"), type="primary" if first else "secondary"):
            return None
    return replace(
        held, name=name.strip(), territory=territory or "", coordinator=person.strip(),
        coordinator_phone=phone_of(phone) if phone.strip() else "",
    )  # fmt: skip
