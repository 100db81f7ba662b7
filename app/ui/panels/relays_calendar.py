"""Closures from a calendar: a file, a pasted text or an address, of a whole practice or of one member. No title is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_, InvalidInput, ReleveError
from app.services.continuity.read_closure_calendar import (
    CalendarRead,
    forget_closures,
    read_closure_address,
    read_closures,
)
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import relays_closures as view
from app.ui.views.relays_words import listed
from app.words import _, ngettext
from app.words.people import full_name

if TYPE_CHECKING:
    from app.core.ids import PersonId, PracticeId
    from app.services.continuity.read_failures import ClosuresView

SAID = "relays_calendar_said"


def show(found: ClosuresView) -> None:
    """Draw the block, folded; what the last reading changed stands above it."""
    if said := st.session_state.pop(SAID, ""):
        st.success(plain(said), icon=":material/event_available:")
    with st.expander(_("Lire les fermetures dans un agenda"), icon=":material/calendar_month:"):
        st.caption(
            plain(_("Chaque moment « occupé » devient une fermeture prévue. Rien d’autre n’est gardé : ni titre, ni lieu. Relire le même agenda remplace ce qu’il avait donné."))
        )  # fmt: skip
        practice = st.selectbox(
            _("Cabinet"), list(found.names), index=None, format_func=found.names.__getitem__,
            key="relays_calendar_practice", placeholder=_("Choisissez un cabinet"),
        )  # fmt: skip
        if practice is None:
            return
        names = {one.id: full_name(one.given_name, one.family_name) for one in found.members.get(practice, ())}
        member = st.selectbox(
            _("Agenda de"), [None, *names], key=f"relays_calendar_member_{practice}",
            format_func=lambda id: names[id] if id else _("tout le cabinet"),
        )  # fmt: skip
        _form(found, practice, member)


def _form(found: ClosuresView, practice: PracticeId, member: PersonId | None) -> None:
    with st.form("relays_calendar_form", border=False, clear_on_submit=False):
        file = st.file_uploader(_("Fichier .ics"), type=["ics"], key="relays_calendar_file")
        address = st.text_input(
            _("Ou l’adresse de l’agenda"), key="relays_calendar_address",
            placeholder=_("https://… (lien iCal ou .ics)"), autocomplete="off",
        )  # fmt: skip
        text = st.text_area(_("Ou son contenu, collé"), key="relays_calendar_text", height=80)
        with st.container(horizontal=True):
            read = st.form_submit_button(_("Lire l’agenda"), icon=":material/calendar_month:")
            gone = st.form_submit_button(
                _("Oublier cet agenda"), icon=":material/delete:",
                help=_("Les fermetures à venir qu’il a données sont retirées."),
            )  # fmt: skip
    if not (read or gone):
        return
    try:
        if gone:
            n = forget_closures(current_actor(), current_store(), practice, member=member)
            said = ngettext("{n} fermeture retirée.", "{n} fermetures retirées.", n).format(n=n)
        else:
            given = file.getvalue() if file is not None else text.strip()
            with st.spinner(_("Lecture de l’agenda…")):
                said = _told(found, _read(practice, member, given, address.strip()))
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = said
    st.rerun()


def _read(practice: PracticeId, member: PersonId | None, given: str | bytes, address: str) -> CalendarRead:
    if given:
        return read_closures(current_actor(), current_store(), practice, given, member=member)
    if address:
        return read_closure_address(current_actor(), current_store(), practice, address, member=member)
    raise InvalidInput(N_("Donnez un fichier .ics, une adresse ou le contenu d’un agenda."))


def _told(found: ClosuresView, read: CalendarRead) -> str:
    said = view.calendar_read(read)
    if not read.overlaps:
        return said
    names = listed(sorted({found.names[one.practice] for one in read.overlaps}))
    return " ".join(
        (
            said,
            _("Le binôme, {names}, ferme ou manque de monde aux mêmes moments : prévoyez un autre relais.").format(
                names=names
            ),
        )
    )
