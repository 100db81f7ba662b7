"""When a person is taken elsewhere: the address of their calendar, or its text, pasted. Only busy times are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class BusyCalendar:
    """What was pasted for a person: an ``address``, or the ``text`` of a calendar."""

    person: str
    address: str = ""
    text: str = ""


def show(people: Mapping[str, str], *, key: str) -> BusyCalendar | None:
    """Draw the form (person id → name); what was pasted once sent, else None."""
    with st.form(f"{key}_form", border=False):
        person = st.selectbox(
            _("Personne"), list(people), index=None, format_func=people.__getitem__, key=f"{key}_person",
            placeholder=_("Choisissez une personne"),
        )  # fmt: skip
        address = st.text_input(
            _("Adresse de son agenda"), key=f"{key}_address", placeholder=_("https://… (lien iCal ou .ics)")
        )
        text = st.text_area(_("Ou le contenu du fichier .ics"), key=f"{key}_text", height=120)
        sent = st.form_submit_button(_("Lire l’agenda"), type="primary")
    if not sent or not person or not (address.strip() or text.strip()):
        return None
    return BusyCalendar(person, address.strip(), text.strip())
