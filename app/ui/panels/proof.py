"""« Preuves »: the two-page report for whoever asks, and the pack that anyone can check."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.activity.prove_period import file_name, prove_period
from app.services.activity.report_indicators import READERS, report_pdf
from app.ui.panels.pay_downloads import PDF, ZIP, button
from app.ui.parts import address, reserved
from app.ui.session import current_actor, current_store, may
from app.words import _

if TYPE_CHECKING:
    from app.services.activity.read_indicators import IndicatorsView


def show(found: IndicatorsView) -> None:
    """Draw the report on the left, the pack on the right."""
    report, pack = st.columns(2, gap="large")
    with report:
        st.header(_("Rapport de deux pages"), anchor=False)
        st.markdown(_("Douze chiffres avec leur définition, quatre graphiques avec leur tableau. Aucun nom."))
        reader = address.select(
            _("Pour"), {code: _(words) for code, words in READERS.items()}, address="pour", key="proof_reader"
        )
        button(
            _("Télécharger le rapport (PDF)"), partial(report_pdf, found, _(READERS[reader])),
            file_name=f"indicateurs-{found.period.code}.pdf", mime=PDF, icon="picture_as_pdf", key="proof_report",
        )  # fmt: skip
    with pack:
        st.header(_("Dossier de preuves"), anchor=False)
        st.markdown(
            _("Versions du planning, présences, indicateurs, demandes et réponses, doses, incidents, plans et leurs envois, formations, événements : les lignes d’origine en CSV, l’empreinte de chaque fichier et la tête du journal.")
        )  # fmt: skip
        if not may(Action.PAY):
            reserved.show(Action.PAY, _("Il contient des noms."))
            return
        st.caption(_("Il contient des noms : à remettre seulement à qui doit vérifier."))
        button(
            _("Télécharger le dossier (ZIP)"), partial(prove_period, current_actor(), current_store(), found.period),
            file_name=file_name(found.period), mime=ZIP, icon="folder_zip", key="proof_pack", kind="primary",
        )  # fmt: skip
        st.caption(_("Exercices : pas encore suivi."))
