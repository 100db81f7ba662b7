"""Import a practice's needs from its file, in one step: the file leaves the page with the answer, whatever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.continuity.import_needs import import_needs
from app.services.continuity.read_register import own_practices
from app.ui.boundary import tell
from app.ui.panels.needs_rows import choose
from app.ui.parts import headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views.import_report import ignored_sentence
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.continuity.importing import NeedLine
    from app.roster.importing.report import ImportReport

TYPES = ("csv", "xlsx", "txt")


def show() -> None:
    """What the file must look like, the file, then what became of each line."""
    practice = choose(own_practices(current_actor(), current_store()))
    headline.show(
        _("Un fichier de besoins, sans un nom."),
        where=practice.name,
        detail=_(
            "Colonnes : pseudonyme (P-0042), categorie, commune_insee, puis si vous les avez frequence, autonomie_h,"
            " delai_max_h, relais, informe, informe_le, electricite, oxygene. Un fichier qui contient un nom, une date de"
            " naissance, une adresse, un téléphone ou un texte libre est refusé en entier."
        ),
    )
    with st.form("needs_import", border=False, clear_on_submit=True):
        # Without a key, what the file holds stands in no session beyond this form.
        given = st.file_uploader(_("Fichier à importer"), type=list(TYPES))
        only_check = st.checkbox(_("Vérifier seulement, sans rien écrire"))
        if not st.form_submit_button(_("Importer"), type="primary", icon=":material/upload_file:"):
            return
    if given is None:
        st.warning(_("Choisissez d’abord un fichier."), icon=":material/upload_file:")
        return
    try:
        with st.spinner(_("Lecture du fichier…")):
            report = import_needs(current_actor(), current_store(), given.getvalue(), practice.id, dry_run=only_check)
    except ReleveError as error:
        tell(error)
        return
    _tell(report, written=not only_check)


def _tell(report: ImportReport[NeedLine], *, written: bool) -> None:
    counts = ", ".join(
        (
            ngettext("{n} nouveau", "{n} nouveaux", report.accepted).format(n=report.accepted),
            ngettext("{n} modifié", "{n} modifiés", report.updated).format(n=report.updated),
            ngettext("{n} inchangé", "{n} inchangés", report.unchanged).format(n=report.unchanged),
            ngettext("{n} ligne refusée", "{n} lignes refusées", report.rejected_lines).format(n=report.rejected_lines),
        )
    )
    lead = _("Besoins importés : {counts}.") if written else _("Rien n’a été écrit ; le fichier donnerait : {counts}.")
    st.success(plain(lead.format(counts=counts)), icon=":material/fact_check:")
    if ignored := ignored_sentence(report):
        st.caption(plain(ignored))
    if report.rejected:
        table.show(
            [_("Ligne"), _("Colonne"), _("Raison"), _("Que faire")],
            [(one.line, one.column, one.reason, one.hint) for one in report.rejected],
            caption=_("Lignes refusées et que faire"),
        )
    if report.flags:
        table.show(
            [_("Lignes"), _("Remarque")],
            [(", ".join(map(str, one.lines)), one.reason) for one in report.flags],
            caption=_("Lignes à vérifier"),
        )
