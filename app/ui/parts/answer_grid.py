"""Who comes when: persons × sessions, answered oui / si besoin / non or not yet, saved together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.core.errors import N_
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.elements.lib.column_types import ColumnConfig

WORDS = {"yes": N_("oui"), "if_needed": N_("si besoin"), "no": N_("non")}
"""Answer codes and their words; no answer yet is « – »."""
UNANSWERED = "–"


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer typed; ``answer`` None takes it back to « no answer »."""

    person: str
    session: str
    answer: str | None


def show(
    persons: Sequence[tuple[str, str]],
    sessions: Sequence[tuple[str, str]],
    answers: Mapping[tuple[str, str], str],
    *,
    key: str,
) -> tuple[AnswerChange, ...]:
    """Draw the grid of (id, name) persons × (id, short label) sessions; returns what changed when saved, else nothing.

    ``answers`` maps (person, session) to an answer code. Change ``key`` with the stored revision, so that a grid drawn
    from newer answers starts clean.
    """
    before = table(persons, sessions, answers)
    with st.form(f"{key}_form", border=False):
        after = st.data_editor(
            before,
            hide_index=True,
            key=f"{key}_editor",
            column_config=_columns(sessions),
            disabled=["name"],
            height=min(38 + 35 * max(len(persons), 1), 600),
            alt=_("Réponses, une personne par ligne, une séance par colonne"),
        )
        if not st.form_submit_button(_("Enregistrer les réponses"), type="primary"):
            return ()
    found = changes(persons, sessions, before, after)
    st.toast(ngettext("{count} réponse changée", "{count} réponses changées", len(found)).format(count=len(found)))
    return found


def table(
    persons: Sequence[tuple[str, str]], sessions: Sequence[tuple[str, str]], answers: Mapping[tuple[str, str], str]
) -> pd.DataFrame:
    """The answers as words, one row a person, one column a session id, the name first."""
    rows = [
        [
            name,
            *(
                _(WORDS[answers[person, session]]) if (person, session) in answers else UNANSWERED
                for session, _label in sessions
            ),
        ]
        for person, name in persons
    ]
    return pd.DataFrame(rows, columns=["name", *(session for session, _label in sessions)], dtype="str")


def changes(
    persons: Sequence[tuple[str, str]], sessions: Sequence[tuple[str, str]], before: pd.DataFrame, after: pd.DataFrame
) -> tuple[AnswerChange, ...]:
    """The cells that differ, in row then column order."""
    codes = {_(word): code for code, word in WORDS.items()}
    return tuple(
        AnswerChange(person, session, codes.get(str(after[session].iloc[row])))
        for row, (person, _name) in enumerate(persons)
        for session, _label in sessions
        if str(before[session].iloc[row]) != str(after[session].iloc[row])
    )


def _columns(sessions: Sequence[tuple[str, str]]) -> dict[str, ColumnConfig]:
    options = [UNANSWERED, *(_(word) for word in WORDS.values())]
    columns: dict[str, ColumnConfig] = {"name": st.column_config.TextColumn(_("Personne"), pinned=True, width="medium")}
    for session, label in sessions:
        columns[session] = st.column_config.SelectboxColumn(label, options=options, required=True, width="small")
    return columns
