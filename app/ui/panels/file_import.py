"""Import a file: what it would change first, then the import itself. Nothing is written before the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.core.errors import N_, ReleveError
from app.services.roster.import_roster import import_answers, import_people, import_sites
from app.ui.boundary import tell
from app.ui.parts import import_preview, upload
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views.import_report import done_sentence, ignored_sentence, preview_of
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.roster.importing.report import ImportReport

IMPORTERS: dict[str, Callable[..., ImportReport[Any]]] = {
    "people": import_people,
    "sites": import_sites,
    "answers": import_answers,
}
NAMES = {"people": N_("Personnes"), "sites": N_("Établissements"), "answers": N_("Réponses")}
FILES = {
    "people": N_("Une liste (CSV ou Excel, colonnes dans n’importe quel ordre) ou l’extrait RPPS en libre accès."),
    "sites": N_("Une liste (CSV ou Excel), le fichier FINESS+ (JSON) ou l’extraction nationale FINESS (CSV)."),
    "answers": N_("Trois colonnes : personne, séance (2026-12-01 matin), réponse (oui, si besoin, non)."),
}


def show(kinds: Sequence[str], *, key: str) -> None:
    """Draw the drop zone, the preview of the file dropped, and import it on the button."""
    turn = st.session_state.get(f"{key}_turn", 0)
    given = upload.show({kind: (_(NAMES[kind]), _(FILES[kind])) for kind in kinds}, key=f"{key}_{turn}")
    if given is None:
        return
    kind, content = given
    try:
        with st.spinner(_("Lecture du fichier…")):
            report = IMPORTERS[kind](current_actor(), current_store(), content, dry_run=True)
    except ReleveError as error:
        tell(error)
        return
    ignored = ignored_sentence(report)
    if ignored:
        st.caption(plain(ignored))
    if import_preview.show(preview_of(report), key=f"{key}_{turn}"):
        with st.spinner(_("Import…")):
            done = IMPORTERS[kind](current_actor(), current_store(), content)
        st.session_state[f"{key}_turn"] = turn + 1
        st.toast(done_sentence(done))
        st.rerun()
