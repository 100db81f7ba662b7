"""Rapport: the after-action report to download, hot on one page or cold with the parts chosen, in French or in English."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.retex import Part, RetexKind
from app.services.exercise.build_retex import FORMATS, MIMES, RetexFormat, build_retex
from app.services.exercise.choose_retex import choose_retex
from app.ui.parts import address, panel_choice
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import review_report as view
from app.words import LANGUAGES, _, language

if TYPE_CHECKING:
    from app.exercise.review import Review
    from app.services.exercise.choose_retex import RetexChoice

ADDRESS = "rapport"
ICONS = {RetexFormat.PDF: "picture_as_pdf", RetexFormat.DOCX: "edit_document", RetexFormat.HTML: "language"}


def show(review: Review) -> None:
    """Which report, its files, made when they are pressed; below, its language and its parts."""
    exercise = review.exercise
    choice = choose_retex(current_actor(), current_store(), exercise.id)
    kind = RetexKind(panel_choice.show(view.KINDS, choice.usual.value, key="retex_kind", address=ADDRESS))
    st.markdown(plain(view.about(kind)))
    files = st.container(horizontal=True, gap="small", key="retex_files")
    st.caption(plain(view.reading(exercise)))
    spoken = _language()
    parts = tuple(Part) if kind is RetexKind.HOT else _parts(exercise.id, choice)
    if not parts:
        files.markdown(plain(_("Choisissez au moins une partie.")))
        return
    with files:
        for each in FORMATS[kind]:
            st.download_button(
                view.button_words(kind, each), later(partial(_made, exercise.id, kind, each, parts, spoken)),
                file_name=view.file_name(exercise, kind, each), mime=MIMES[each], icon=f":material/{ICONS[each]}:",
                type="primary" if each is RetexFormat.PDF else "secondary", on_click="ignore", key=f"retex_{each.value}",
            )  # fmt: skip


def _language() -> str:
    usual = language()
    words = {code: view.language_words(code) for code in LANGUAGES}
    return address.segments(_("Langue du rapport"), words, address="rapport", usual=usual, key="retex_language")


def _parts(exercise_id: str, choice: RetexChoice) -> tuple[Part, ...]:
    """Every part unless some are taken off; those that hold nothing yet say so."""
    key = f"retex_parts_{exercise_id}"
    held = st.session_state.get(key, list(Part))
    with st.expander(view.parts_words(len(held)), icon=":material/checklist:"):
        st.pills(
            _("Parties du rapport"), list(Part), default=list(Part), selection_mode="multi", key=key,
            format_func=lambda one: view.part_words(one, choice),
        )  # fmt: skip
    if empty := choice.empty & set(held):
        st.markdown(plain(view.missing(empty)))
        if empty & view.WRITTEN:
            st.button(
                _("Rédiger ce qui manque"), icon=":material/edit_note:", key="retex_write", on_click=panel_choice.open_on,
                args=(view.WRITE,),
            )  # fmt: skip
    return tuple(one for one in Part if one in held)


def _made(exercise_id: str, kind: RetexKind, file_format: RetexFormat, parts: tuple[Part, ...], spoken: str) -> bytes:
    return build_retex(
        current_actor(), current_store(), exercise_id, kind, file_format, parts=parts, in_language=spoken
    )
