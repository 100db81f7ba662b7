"""Who stands in for one practice: somebody of the roster or a name, a number to ring, the days they can; added, struck off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.practice_care import LONGEST_TEXT, Locum
from app.core.errors import ReleveError
from app.services.continuity.keep_practice import put_locum, remove_locum
from app.ui.acted import acted_in_callback
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import relays_practices as view
from app.ui.views.relays_words import phone_link
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.continuity.read_relays import CareRow, CaresView


def show(found: CaresView, row: CareRow) -> None:
    """Draw those who stand in, then the form of one more, folded."""
    n = len(row.locums)
    title = ngettext("{n} remplaçant", "{n} remplaçants", n).format(n=n) if n else _("Aucun remplaçant noté")
    with st.expander(title, icon=":material/badge:"):
        for one in row.locums:
            with st.container(horizontal=True, vertical_alignment="center", key=f"relays_locum_{one.id}"):
                st.markdown(f"{plain(view.locum_line(one, found))} {phone_link(one.phone)}")
                st.button(
                    _("Retirer"), icon=":material/delete:", key=f"relays_locum_remove_{one.id}", on_click=_remove,
                    args=(one,),
                )  # fmt: skip
        _add(found, row)


def _add(found: CaresView, row: CareRow) -> None:
    key = f"relays_locum_new_{row.practice.id}_{len(row.locums)}"
    members = {one.id for one in row.members}
    people = {id: name for id, name in found.people.items() if id not in members}
    with st.form(key, border=False):
        person = st.selectbox(
            _("Remplaçant de l’effectif"), list(people), index=None, format_func=people.__getitem__,
            key=f"{key}_person", placeholder=_("Choisissez, ou écrivez un nom"),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(_("Ou son nom"), max_chars=LONGEST_TEXT, key=f"{key}_name", autocomplete="off")
            phone = st.text_input(_("Son téléphone"), max_chars=40, key=f"{key}_phone", autocomplete="off")
            first = st.date_input(_("Du"), None, format="DD/MM/YYYY", key=f"{key}_first", width=150)
            last = st.date_input(_("Au"), None, format="DD/MM/YYYY", key=f"{key}_last", width=150)
        if not st.form_submit_button(_("Ajouter ce remplaçant")):
            return
    try:
        put_locum(
            current_actor(),
            current_store(),
            Locum(
                id="", practice=row.practice.id, person=person, name=name, phone=phone, from_day=first, until_day=last
            ),
        )
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Remplaçant ajouté."))
    st.rerun()


def _remove(one: Locum) -> None:
    again = replace(one, id="", revision=0)
    acted_in_callback(
        lambda: remove_locum(current_actor(), current_store(), one.id, one.revision), _("Remplaçant retiré."),
        lambda: put_locum(current_actor(), current_store(), again),
    )  # fmt: skip
