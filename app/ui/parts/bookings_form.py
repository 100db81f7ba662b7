"""Booked appointments, session by session, typed or read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.ui.parts.plain import for_a_file
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One session: how many slots it opens, and how many are booked (None = not known)."""

    session: str
    moment: str
    slots: int | None
    booked: int | None


def show(rows: Sequence[BookingRow], *, key: str) -> dict[str, int | None]:
    """Draw the table; what changed once saved (session → appointments), else nothing."""
    frame = pd.DataFrame(
        [(row.moment, row.slots, row.booked) for row in rows], columns=["moment", "slots", "booked"]
    ).astype({"moment": "str", "slots": "Int64", "booked": "Int64"})
    column = st.column_config
    with st.form(f"{key}_form", border=False):
        edited = st.data_editor(
            frame, hide_index=True, key=f"{key}_editor", disabled=["moment", "slots"], placeholder="–",
            column_config={
                "moment": column.TextColumn(_("Séance"), width="large"),
                "slots": column.NumberColumn(_("Créneaux ouverts"), width="small"),
                "booked": column.NumberColumn(_("Rendez-vous pris"), min_value=0, max_value=5000, step=1),
            },
            alt=_("Rendez-vous pris, une séance par ligne"),
        )  # fmt: skip
        if not st.form_submit_button(_("Enregistrer les rendez-vous"), type="primary"):
            return {}
    typed = [None if pd.isna(value) else int(value) for value in edited["booked"]]
    return {row.session: now for row, now in zip(rows, typed, strict=True) if now != row.booked}


def file(*, key: str) -> bytes | None:
    """A CSV of appointments, or None."""
    said = _("Ou importez un fichier CSV de deux colonnes, « seance » (2026-12-01 matin) et « rendez_vous ».")
    st.markdown(for_a_file(said))
    uploaded = st.file_uploader(_("Fichier de rendez-vous"), type=["csv"], key=f"{key}_file")
    return uploaded.getvalue() if uploaded else None
