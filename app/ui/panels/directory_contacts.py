"""Whom to call: what is missing first, then every contact by group, with numbers that a telephone opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.plans.keep_contacts import read_starters, start_directory
from app.ui.boundary import tell
from app.ui.panels import directory_form
from app.ui.parts import filter_bar, reserved
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import directory as words
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.response.directory import Contact
    from app.response.directory_holes import Hole
    from app.services.plans.read_directory import DirectoryView

SHOWN = 4
"""What is missing and shown at once; the rest unfolds."""
FAILED = "directory_failed"


def show(view: DirectoryView) -> None:
    """Draw what is missing, the contacts found, and the form that was asked for."""
    edits = may(Action.EDIT_DIRECTORY)
    if failed := st.session_state.pop(FAILED, None):
        tell(failed)
    if edits:
        _buttons(view)
    else:
        reserved.show(Action.EDIT_DIRECTORY, _("L’annuaire se lit, sans se modifier."))
    directory_form.show(view)
    if view.contacts:
        _missing(view, edits=edits)
        _list(view, edits=edits)


def _buttons(view: DirectoryView) -> None:
    starters = read_starters(current_actor(), current_store())
    with st.container(horizontal=True):
        empty = not view.contacts
        if starters and (empty or not view.rounds):
            count = len(starters)
            label = ngettext("Ajouter {n} contact déjà connu", "Ajouter {n} contacts déjà connus", count).format(
                n=count
            )
            st.button(
                label, icon=":material/auto_awesome:", type="primary" if empty else "secondary", on_click=_start,
                key="directory_start",
                help=_("Numéros d’urgence de chaque département, établissements importés, coordination."),
            )  # fmt: skip
        st.button(
            _("Ajouter un contact"), icon=":material/person_add:", type="secondary" if empty and starters else "primary",
            on_click=directory_form.ask_new, key="directory_add",
        )  # fmt: skip


def _start() -> None:
    with speaking():
        try:
            count = start_directory(current_actor(), current_store())
            st.toast(ngettext("{n} contact ajouté.", "{n} contacts ajoutés.", count).format(n=count))
        except ReleveError as error:
            st.session_state[FAILED] = error


def _missing(view: DirectoryView, *, edits: bool) -> None:
    holes = words.to_fill(view)
    if not holes:
        return
    st.header(_("À compléter"), anchor=False)
    for number, hole in enumerate(holes[:SHOWN]):
        _hole(view, hole, number, edits=edits)
    if left := holes[SHOWN:]:
        label = ngettext("{n} autre à compléter", "{n} autres à compléter", len(left)).format(n=len(left))
        with st.expander(label):
            for number, hole in enumerate(left, SHOWN):
                _hole(view, hole, number, edits=edits)


def _hole(view: DirectoryView, hole: Hole, number: int, *, edits: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="top", horizontal_alignment="distribute", wrap=False):
        colour, icon = words.LOOKS[hole.kind]
        st.markdown(
            f"{words.badge(colour, icon, _('à compléter'))} {plain(words.hole_words(view, hole))}", width="stretch"
        )
        if edits:
            st.button(
                _("Compléter"), key=f"directory_hole_{number}", on_click=directory_form.ask_new, type="tertiary",
                args=(words.for_hole(view, hole),), icon=":material/add_call:",
            )  # fmt: skip


def _list(view: DirectoryView, *, edits: bool) -> None:
    left, right = st.columns(2)
    with left:
        looked = filter_bar.search(_("Chercher une fonction, un nom, un numéro"), key="recherche")
    with right:
        place = filter_bar.choice(_("Département"), words.department_choices(view), key="departement", everything=_("Tous les départements"))  # fmt: skip
    found = words.groups(view, looked, place)
    if not found:
        st.info(_("Aucun contact ne correspond : élargissez la recherche."), icon=":material/filter_alt_off:")
    for label, contacts in found:
        st.header(plain(label), anchor=False)
        for contact in contacts:
            _row(view, contact, edits=edits)


def _row(view: DirectoryView, contact: Contact, *, edits: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="top", wrap=False, key=f"directory_row_{contact.id}"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(words.title(view, contact))}** {plain(contact.who)}")
            said = [
                words.numbers(contact),
                f"[{plain(contact.email)}](mailto:{contact.email})" if contact.email else "",
            ]
            if line := " · ".join(part for part in said if part):
                st.markdown(line)
            if found := words.badges(view, contact):
                st.markdown(found)
            if contact.note:
                st.caption(plain(contact.note))
        if edits:
            st.button(
                "", icon=":material/edit:", key=f"directory_edit_{contact.id}", on_click=directory_form.ask,
                args=(contact.id,), help=_("Modifier {who}").format(who=words.title(view, contact)), type="tertiary",
            )  # fmt: skip
