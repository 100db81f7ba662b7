"""The editor of one text: subject, body, the placeholders it may hold; what was pressed comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Draft:
    """A text being written."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """``action``: preview, save or restore; and the text as it stands."""

    action: str
    draft: Draft


def show(held: Draft, known: Sequence[tuple[str, str]], *, has_subject: bool, is_own: bool, key: str) -> Pressed | None:
    """Draw the form; ``known``: what the text may hold and what each stands for."""
    with st.form(f"template_{key}", border=False):
        subject = st.text_input(_("Objet"), held.subject, key=f"{key}_subject") if has_subject else ""
        body = st.text_area(_("Texte"), held.body, height=280 if has_subject else 130, key=f"{key}_body")
        st.caption(_("Emplacements remplis pour chacun :"))
        st.markdown("  \n".join(f"`{name}` {plain(meaning)}" for name, meaning in known))
        with st.container(horizontal=True):
            saved = st.form_submit_button(_("Enregistrer"), type="primary")
            previewed = st.form_submit_button(_("Aperçu"))
            restored = is_own and st.form_submit_button(_("Revenir au texte livré"))
    action = next((name for name, on in (("save", saved), ("preview", previewed), ("restore", restored)) if on), None)
    return Pressed(action, Draft(subject, body)) if action else None
