"""What each session gives: lines that open, injections, slots, appointments and the role that binds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.ui.parts import state_badge, table
from app.ui.parts.plain import plain
from app.words import _
from app.words.states import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """One session. ``state`` is a key of ``app.words.states.STATES``; the other cells are text as spoken."""

    moment: str
    state: str
    lines: str
    injections: str
    slots: str = "–"
    booked: str = "–"
    binding: str = "–"


def show(rows: Sequence[CapacityRow], *, caption: str, key: str, file_name: str = "seances.csv") -> None:
    """Draw the sessions with their state as icon, word and colour, and their CSV file."""
    header = _header(rows)
    cells = [[plain(row.moment), state_badge.inline(row.state), *map(plain, _figures(row, header))] for row in rows]
    st.table(
        pd.DataFrame(cells, columns=[plain(name) for name in header]), border="horizontal", hide_index=True, alt=caption
    )
    texts = [(row.moment, STATES[row.state].text, *_figures(row, header)) for row in rows]
    table.download(header, texts, file_name=file_name, key=f"{key}_csv")


def _header(rows: Sequence[CapacityRow]) -> list[str]:
    slots = [_("Créneaux"), _("Rendez-vous")] if any(row.slots != "–" for row in rows) else []
    return [_("Séance"), _("État"), _("Lignes"), _("Injections"), *slots, _("Rôle qui bloque")]


def _figures(row: CapacityRow, header: Sequence[str]) -> list[str]:
    slots = [row.slots, row.booked] if _("Créneaux") in header else []
    return [row.lines, row.injections, *slots, row.binding]
