"""Busy times: a person's calendar, or the out-of-hours rota of a file. Nobody is asked for a session they can't hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_, ReleveError, UnreadableFile
from app.core.ids import PersonId
from app.services.slots.busy_times import import_duties, paste, read_address
from app.ui.boundary import tell
from app.ui.parts import busy_form, import_preview, upload
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import availability
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.scheduling.out_of_hours import DutyRota
    from app.services.mobilisation.read_availability import Availability

DUTIES = N_("Le tableau de garde (CSV) : une ligne par garde, avec la personne et le jour ; les heures si elles diffèrent.")  # fmt: skip


def show(found: Availability) -> None:
    """Draw both ways in."""
    st.header(_("Agenda d’une personne"))
    st.caption(_("Seuls les moments occupés sont gardés : ni titre, ni lieu, ni participant."))
    given = busy_form.show(availability.person_names(found), key="busy")
    if given is not None:
        try:
            with st.spinner(_("Lecture de l’agenda…")):
                count = _read(given)
            st.success(plain(availability.busy_sentence(count)), icon=":material/event_available:")
        except ReleveError as error:
            tell(error)
    st.header(_("Permanence des soins (PDSA)"))
    _duties()


def _read(given: busy_form.BusyCalendar) -> int:
    person = PersonId(given.person)
    if given.address:
        return read_address(current_actor(), current_store(), person, given.address)
    return paste(current_actor(), current_store(), person, given.text)


def _duties() -> None:
    turn = st.session_state.get("duties_turn", 0)
    file = upload.show({"duties": (_("Gardes"), _(DUTIES))}, key=f"duties_{turn}", types=("csv", "txt"))
    if file is None:
        return
    try:
        rota = _imported(file[1], dry_run=True)
        if import_preview.show(availability.duties_preview(rota), key=f"duties_{turn}"):
            done = len(_imported(file[1], dry_run=False).duties)
            st.session_state["duties_turn"] = turn + 1
            st.toast(ngettext("{n} garde retenue.", "{n} gardes retenues.", done).format(n=done))
            st.rerun()
    except ReleveError as error:
        tell(error)


def _imported(content: bytes, *, dry_run: bool) -> DutyRota:
    return import_duties(current_actor(), current_store(), _text(content), dry_run=dry_run)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(N_("Ce fichier n’est pas un texte lisible : enregistrez-le en « CSV UTF-8 »."))
