"""People in rows: a table to search and sort, its plain twin for screen readers and print, and its CSV file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.ui.parts import address, table
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person: their id (never shown) and the cells under the table's header."""

    id: str
    cells: tuple[str, ...]


def show(
    header: Sequence[str], rows: Sequence[PersonRow], *, key: str, file_name: str = "personnes.csv",
    before: Callable[[], None] | None = None,
) -> str | None:  # fmt: skip
    """Draw the people; returns the id of the chosen person, or None. ``before`` runs before the file leaves."""
    cells = [row.cells for row in rows]
    chosen = None
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(ngettext("{count} personne", "{count} personnes", len(rows)).format(count=len(rows)))
        plainly = address.toggle(
            _("Tableau simple"),
            address="tableau",
            key=f"{key}_plain",
            explained=_("Pour l’impression et les lecteurs d’écran"),
        )
    if plainly:
        table.show(header, cells, caption=_("Personnes"))
    else:
        chosen = _show_sortable(header, rows, key)
    table.download(header, cells, file_name=file_name, key=f"{key}_csv", before=before)
    return chosen


def _show_sortable(header: Sequence[str], rows: Sequence[PersonRow], key: str) -> str | None:
    state = st.dataframe(
        pd.DataFrame([row.cells for row in rows], columns=list(header)),
        hide_index=True,
        key=f"{key}_table",
        on_select="rerun",
        selection_mode="single-row",
        height=min(38 + 35 * max(len(rows), 1), 520),
        placeholder="–",
        alt=_("Personnes, une par ligne. « Tableau simple » donne les mêmes lignes en texte."),
    )
    picked = state["selection"]["rows"]
    return rows[picked[0]].id if picked and picked[0] < len(rows) else None
