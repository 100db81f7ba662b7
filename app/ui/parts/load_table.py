"""What the rota takes from each practice and commune, before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import table
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One practice or commune: how many of its people, for how many half-days, on which busiest day."""

    name: str
    persons: int
    half_days: int
    of_persons: int = 0
    busiest: str = ""


def show(sentence: str, rows: Sequence[LoadRow], *, what: str) -> None:
    """Draw the sentence, then the table; ``what`` heads the first column (« Cabinet », « Commune »)."""
    st.markdown(plain(sentence))
    header = [what, _("Personnes prises"), _("Demi-journées"), _("Jour le plus chargé")]
    table.show(header, [(row.name, _share(row), row.half_days, row.busiest or "–") for row in rows], caption=sentence)


def _share(row: LoadRow) -> str:
    return f"{row.persons} / {row.of_persons}" if row.of_persons else str(row.persons)
