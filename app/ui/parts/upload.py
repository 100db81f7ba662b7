"""Choose what a file holds, then the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts.plain import for_a_file
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TYPES = ("csv", "xlsx", "txt", "json")


def show(kinds: Mapping[str, tuple[str, str]], *, key: str, types: Sequence[str] = TYPES) -> tuple[str, bytes] | None:
    """Draw the choice (kind → (name, what files fit, in a sentence)) and the drop zone; the kind and the bytes once given.

    A single kind is not asked. Change ``key`` after an import: the zone is empty again.
    """
    chosen = next(iter(kinds))
    if len(kinds) > 1:
        chosen = st.segmented_control(
            _("Contenu du fichier"), list(kinds), default=chosen, required=True, key=f"{key}_kind",
            format_func=lambda kind: kinds[kind][0], label_visibility="collapsed",
        )  # fmt: skip
    st.caption(for_a_file(kinds[chosen][1]))
    uploaded = st.file_uploader(_("Fichier à importer"), type=list(types), key=f"{key}_file")
    return (chosen, uploaded.getvalue()) if uploaded else None
