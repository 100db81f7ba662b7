"""The ways the plan leaves the screen: PDF, DOCX, ZIP with its proofs, and the authority's own template filled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.plans.fill_template import fill_template, read_templates, starting_places
from app.services.plans.print_articulations import articulation_pdf
from app.services.plans.print_cell_handover import cell_handover_pdf
from app.services.plans.print_own_plan import own_plan_docx, own_plan_pdf, own_plan_zip
from app.ui.panels.pay_downloads import PDF, ZIP, button
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_review as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.access.actor import Actor
    from app.services.plans.fill_template import Template
    from app.services.plans.read_plan import PlanView
    from app.store.database import Store

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
YAML = "application/yaml"


def show(shown: PlanView) -> None:
    """Draw the buttons for the version shown; files are made when they are pressed."""
    number = shown.version.number
    with st.container(horizontal=True, key="plan_exports"):
        button(
            _("PDF"), partial(_made, own_plan_pdf, number), file_name=f"plan-version-{number}.pdf", mime=PDF,
            icon="picture_as_pdf", key="plan_export_pdf",
        )  # fmt: skip
        button(
            _("Word (DOCX)"), partial(_made, own_plan_docx, number), file_name=f"plan-version-{number}.docx", mime=DOCX,
            icon="edit_document", key="plan_export_docx",
        )  # fmt: skip
        if may(Action.READ_DIRECTORY):
            button(
                _("Dossier complet (ZIP)"), partial(_made, own_plan_zip, number),
                file_name=f"plan-version-{number}.zip", mime=ZIP, icon="folder_zip", key="plan_export_zip",
            )  # fmt: skip
        with st.popover(_("Trame de l’ARS"), icon=":material/file_copy:"):
            _templates(number)


def articulation_button(site_id: str | None = None, *, key: str = "articulation_pdf") -> None:
    """The sheet of one establishment, or of all: for the panel of the establishments."""
    if not may(Action.READ_DIRECTORY):
        return
    words = _("Fiches d’articulation (PDF)") if site_id is None else _("Fiche d’articulation (PDF)")
    button(words, partial(_articulation, site_id), file_name="fiches-articulation.pdf", mime=PDF, icon="print", key=key)


def handover_button(event_id: str | None = None, function: str = "", *, key: str = "cell_handover_pdf") -> None:
    """The cell's handover on paper, of one function or of all: for the panel of the cell and the event's."""
    if may(Action.RUN_EVENT):
        button(
            _("Fiches de relève (PDF)"), partial(_handover, event_id, function), file_name="releve-cellule.pdf", mime=PDF,
            icon="print", key=key,
        )  # fmt: skip


def _templates(number: int) -> None:
    found = read_templates(current_actor(), current_store())
    if not found:
        st.markdown(plain(_("L’ARS ou l’URPS vous a donné sa propre trame ? Relève peut la remplir.")))
        st.caption(
            plain(_("Rangez le document dans le dossier de données, sous content/templates : trame.docx, et trame.yaml qui dit où va chaque section. Le format est dans plans/README.md."))
        )  # fmt: skip
        return
    for one in found:
        _template(one, number)


def _template(one: Template, number: int) -> None:
    st.markdown(f"**{plain(one.title)}**")
    if one.fault:
        st.error(plain(one.fault), icon=":material/error:")
        button(
            _("Correspondance à compléter (YAML)"), partial(_places, one.name), file_name=f"{one.name}.yaml", mime=YAML,
            icon="download", key=f"plan_template_yaml_{one.name}",
        )  # fmt: skip
        return
    for sentence in view.template_notes(one):
        st.caption(plain(sentence))
    button(
        _("Remplir cette trame"), partial(_filled, one.name, number), file_name=f"{one.name}-version-{number}.docx",
        mime=DOCX, icon="edit_document", key=f"plan_template_{one.name}",
    )  # fmt: skip


def _made(make: Callable[[Actor, Store, int], bytes], number: int) -> bytes:
    return make(current_actor(), current_store(), number)


def _articulation(site_id: str | None) -> bytes:
    return articulation_pdf(current_actor(), current_store(), site_id)


def _handover(event_id: str | None, function: str) -> bytes:
    return cell_handover_pdf(current_actor(), current_store(), event_id, function)


def _filled(name: str, number: int) -> bytes:
    return fill_template(current_actor(), current_store(), name, number).content


def _places(name: str) -> bytes:
    return starting_places(current_actor(), current_store(), name)
