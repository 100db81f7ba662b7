"""The directory as files: printed, given out as a table, and read back from one kept elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.plans.keep_contacts import contacts_csv, import_contacts
from app.services.plans.print_directory import print_directory
from app.ui.boundary import tell
from app.ui.parts import import_preview, reserved, upload
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views.import_report import done_sentence, ignored_sentence, preview_of
from app.words import _

if TYPE_CHECKING:
    from app.services.plans.read_directory import DirectoryView


def show(view: DirectoryView) -> None:
    """Draw the ways out, then the way in."""
    with st.container(horizontal=True):
        st.download_button(
            _("Imprimer l’annuaire (PDF)"), data=later(partial(print_directory, current_actor(), current_store())),
            file_name="annuaire-de-crise.pdf", mime="application/pdf", icon=":material/print:", on_click="ignore",
            key="directory_pdf",
        )  # fmt: skip
        st.download_button(
            _("Télécharger (CSV)"), data=later(partial(contacts_csv, current_actor(), current_store())),
            file_name="annuaire-de-crise.csv", mime="text/csv", icon=":material/download:", on_click="ignore",
            key="directory_csv",
        )  # fmt: skip
    st.caption(_("Une page A4 par groupe, de jour et de nuit : à mettre dans la valise de crise et à afficher."))
    if may(Action.EDIT_DIRECTORY):
        _import()
    else:
        reserved.show(Action.EDIT_DIRECTORY, _("Importer un annuaire le modifie."))


def _import() -> None:
    st.header(_("Importer un annuaire"), anchor=False)
    turn = st.session_state.get("directory_import_turn", 0)
    said = _(
        "Un tableau (CSV ou Excel) : fonction, département, organisme, nom, téléphone jour, téléphone nuit, e-mail."
    )
    given = upload.show(
        {"contacts": (_("Annuaire"), said)}, key=f"directory_import_{turn}", types=("csv", "xlsx", "txt")
    )
    if given is None:
        return
    try:
        report = import_contacts(current_actor(), current_store(), given[1], dry_run=True)
        if ignored := ignored_sentence(report):
            st.caption(plain(ignored))
        if import_preview.show(preview_of(report), key=f"directory_import_{turn}"):
            done = import_contacts(current_actor(), current_store(), given[1])
            st.session_state["directory_import_turn"] = turn + 1
            st.toast(done_sentence(done))
            st.rerun()
    except ReleveError as error:
        tell(error)
