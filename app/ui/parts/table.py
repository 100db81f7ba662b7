"""A table a screen reader can read, and the same as a CSV file: the twin of every picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.documents.csv_table import csv_bytes
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def show(
    header: Sequence[str], rows: Sequence[Sequence[str | int]], *, caption: str, states: Sequence[str] = ()
) -> None:
    """Draw a plain table; ``caption`` says what it holds and is read first. ``states``: a badge (Markdown) a row, drawn second."""
    cells = [[plain(str(cell)) for cell in row] for row in rows]
    frame = pd.DataFrame(cells, columns=[plain(name) for name in header])
    if states:
        frame.insert(1, _("État"), list(states))
    st.table(frame, border="horizontal", hide_index=True, alt=caption)


def download(
    header: Sequence[str], rows: Sequence[Sequence[str | int]], *, file_name: str, key: str, label: str = "",
    before: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """A button that saves the rows as a spreadsheet opens them in France: UTF-8 with a mark, « ; » between cells.

    ``before`` runs when it is pressed, before the file leaves: to note that it does.
    """

    def made() -> bytes:
        if before is not None:
            before()
        return csv_bytes(header, rows)

    st.download_button(
        label or _("Télécharger (CSV)"),
        data=csv_bytes(header, rows) if before is None else later(made),
        file_name=file_name,
        mime="text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )
