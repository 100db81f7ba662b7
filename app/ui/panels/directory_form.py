"""One contact as a form, in a dialog that a rerun keeps open: added, changed, taken out and put back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.directory import Contact, spoken_number
from app.services.plans.keep_contacts import LONGEST, LONGEST_NOTE, put_contact, remove_contact, restore_contact
from app.ui.acted import acted
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import directory as words
from app.words import _

if TYPE_CHECKING:
    from app.services.plans.read_directory import DirectoryView

OPEN = "directory_open"
NEW = "directory_new"


def ask(contact_id: str) -> None:
    """Open this contact at the next run."""
    st.session_state[OPEN] = contact_id


def ask_new(contact: Contact | None = None) -> None:
    """Open the addition of a contact at the next run, begun as ``contact`` where one is given."""
    st.session_state[NEW] = contact or Contact(id="", function="")


def show(view: DirectoryView) -> None:
    """Draw whichever dialog was asked for."""
    held = next((one for one in view.contacts if one.id == st.session_state.get(OPEN)), None)
    begun: Contact | None = st.session_state.get(NEW)
    if held is not None:
        _open(view, held, words.title(view, held))
    elif begun is not None:
        _open(view, begun, _("Ajouter un contact"))


def _open(view: DirectoryView, contact: Contact, title: str) -> None:
    @st.dialog(plain(title), width="large", on_dismiss=_close)
    def sheet() -> None:
        with speaking():
            _sheet(view, contact)

    sheet()


def _sheet(view: DirectoryView, contact: Contact) -> None:
    form = seen(f"contact_{contact.id or 'new'}", contact, contact.revision)
    typed: Contact | None = None
    try:
        found = _fields(view, form.value, form.key)
        if found is not None:
            typed, checked = found
            written = replace(typed, revision=form.revision)
            put_contact(current_actor(), current_store(), written, checked=checked)
            _finish(_("Contact enregistré."))
    except StaleRevision as error:
        refused(form, error, typed or contact)
    except ReleveError as error:
        tell(error)
    if contact.id and st.button(_("Retirer de l’annuaire"), icon=":material/delete:", key=f"{form.key}_remove"):
        _remove(contact.id, form.revision)


def _remove(contact_id: str, revision: int) -> None:
    def remove() -> None:
        remove_contact(current_actor(), current_store(), contact_id, revision)
        _close()

    acted(
        remove, _("Contact retiré de l’annuaire."),
        undo=lambda: restore_contact(current_actor(), current_store(), contact_id),
    )  # fmt: skip


def _fields(view: DirectoryView, held: Contact, key: str) -> tuple[Contact, bool] | None:
    """The contact as typed, and whether somebody has just answered; None until it is sent."""
    functions, places = list(view.functions), ["", *view.departments, *sorted({*view.every_department} - {*view.departments})]  # fmt: skip
    with st.form(f"{key}_form", border=False):
        first, second = st.columns(2)
        function = first.selectbox(
            _("Fonction"), functions, index=functions.index(held.function) if held.function in functions else None,
            format_func=view.function, key=f"{key}_function", placeholder=_("À choisir"),
        )  # fmt: skip
        department = second.selectbox(
            _("Département"), places, index=places.index(held.department) if held.department in places else 0,
            format_func=lambda code: view.department(code) or _("Tout le territoire"), key=f"{key}_department",
        )  # fmt: skip
        organisation = first.text_input(_("Organisme"), held.organisation, max_chars=LONGEST, key=f"{key}_organisation")
        name = second.text_input(_("Personne ou service"), held.name, max_chars=LONGEST, key=f"{key}_name")
        day = first.text_input(_("Numéro de jour"), spoken_number(held.day_phone), key=f"{key}_day", max_chars=40)
        night = second.text_input(
            _("Numéro de nuit"), spoken_number(held.night_phone), key=f"{key}_night", max_chars=40
        )
        email = first.text_input(_("E-mail"), held.email, key=f"{key}_email", max_chars=200)
        site = second.selectbox(
            _("Établissement"), [None, *view.sites], index=[None, *view.sites].index(held.site_id) if held.site_id in view.sites else 0,
            format_func=lambda id: view.sites[id].name if id else _("aucun"), key=f"{key}_site",
        )  # fmt: skip
        note = st.text_area(_("Remarque"), held.note, max_chars=LONGEST_NOTE, height=80, key=f"{key}_note")
        checked = st.checkbox(_("Je viens de les joindre : vérifié aujourd’hui"), key=f"{key}_checked")
        if not st.form_submit_button(_("Enregistrer"), type="primary"):
            return None
    return (
        replace(
            held, function=function or "", department=department or "", organisation=organisation.strip(), name=name.strip(),
            day_phone=_kept(held.day_phone, day), night_phone=_kept(held.night_phone, night), email=email.strip(),
            note=note.strip(), site_id=site,
        ),
        checked,
    )  # fmt: skip


def _kept(held: str, typed: str) -> str:
    """A number that was not touched stays as it is kept: only what was typed counts as typed."""
    return held if typed.strip() == spoken_number(held) else typed.strip()


def _close() -> None:
    forget(f"contact_{st.session_state.pop(OPEN, None) or 'new'}")
    st.session_state.pop(NEW, None)


def _finish(said: str) -> None:
    _close()
    st.toast(said, icon=":material/contact_phone:")
    st.rerun()
