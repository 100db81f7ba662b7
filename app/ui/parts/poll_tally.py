"""What a poll brought back, session by session: the answers, and what they are enough for as icon, word and colour."""

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
class TallyRow:
    """One session: people by answer, then a key of ``app.words.states.STATES`` and what is missing, as spoken."""

    moment: str
    yes: int
    if_needed: int
    no: int
    silent: int
    state: str
    missing: str = ""


def show(rows: Sequence[TallyRow], *, caption: str, key: str) -> None:
    """Draw the sessions and their CSV file."""
    header = [_("Séance"), _("Avec ces réponses"), _("Oui"), _("Si besoin"), _("Non"), _("Sans réponse")]
    cells = [[plain(row.moment), _outlook(row), *map(str, _counts(row))] for row in rows]
    st.table(pd.DataFrame(cells, columns=header), border="horizontal", hide_index=True, alt=caption)
    texts = [(row.moment, " ".join((STATES[row.state].text, row.missing)).strip(), *_counts(row)) for row in rows]
    table.download(header, texts, file_name="sondage.csv", key=f"{key}_csv")


def _counts(row: TallyRow) -> tuple[int, int, int, int]:
    return row.yes, row.if_needed, row.no, row.silent


def _outlook(row: TallyRow) -> str:
    return f"{state_badge.inline(row.state)} {plain(row.missing)}".strip()
