"""Lists to share: per practice, sub-zone, authority, commune, medicine, discharges; the same masked numbers on screen, paper and file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.lists import ListKind
from app.core.errors import N_
from app.services.continuity.export_lists import ListForm, export_list
from app.services.continuity.list_sheets import counted_words, notes_of
from app.services.continuity.print_lists import print_list
from app.services.continuity.read_lists import read_list
from app.ui.panels import continuity_first
from app.ui.parts import headline, panel_choice
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import continuity_lists as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.continuity.read_lists import ListView

FILES = {
    ListForm.CSV: (N_("Enregistrer (CSV)"), "text/csv"),
    ListForm.XLSX: (N_("Enregistrer (XLSX)"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
ADDRESS = "liste"


def show() -> None:
    """The choice of a list, its sentence, its table, its paper and files."""
    kind = ListKind(panel_choice.show(view.kinds(), ListKind.ZONE.value, key="continuity_list", address=ADDRESS))
    with st.spinner(_("Masquage des petits nombres…"), show_time=True):
        found = read_list(current_actor(), current_store(), kind, _chosen(kind))
    headline.show(view.sentence(found), detail=counted_words(found))
    if kind is ListKind.MEDICINE:
        _choose(found.labels, found.running)
    st.caption(plain(" ".join(notes_of(found))))
    if view.is_empty(found):
        st.markdown(plain(_("Ici : des nombres à donner à d’autres, sans rien qui désigne quelqu’un.")))
        if kind in view.OF_NEEDS:
            continuity_first.needs()
        return
    _leave(found)
    for line in view.lines(found):
        st.markdown(line)


def _chosen(kind: ListKind) -> list[str]:
    return list(st.session_state.get("continuity_medicine", [])) if kind is ListKind.MEDICINE else []


def _choose(labels: Mapping[str, str], running: tuple[str, ...]) -> None:
    """The categories that a shortage touches; those of a shortage under way until others are chosen."""
    st.multiselect(
        _("Catégories touchées"), list(labels), default=list(running) if not _chosen(ListKind.MEDICINE) else None,
        format_func=lambda code: labels[code], key="continuity_medicine",
    )  # fmt: skip


def _leave(found: ListView) -> None:
    actor, store, kind, asked = current_actor(), current_store(), found.list.kind, found.asked
    with st.container(horizontal=True):
        st.download_button(
            _("Imprimer (PDF)"), data=later(partial(print_list, actor, store, kind, asked)),
            file_name=view.file_name(found, "pdf"), mime="application/pdf", icon=":material/print:",
            on_click="ignore", key="continuity_list_pdf", type="primary",
        )  # fmt: skip
        for form, (label, mime) in FILES.items():
            st.download_button(
                _(label), data=later(partial(export_list, actor, store, kind, asked, form)),
                file_name=view.file_name(found, form.value), mime=mime, icon=":material/download:",
                on_click="ignore", key=f"continuity_list_{form.value}",
            )  # fmt: skip
