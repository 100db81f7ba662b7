"""What is missing, most urgent first: the sentence, the reasons counted, the proof, and the button that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import state_badge
from app.ui.parts.plain import plain
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ShortageRow:
    """One need that lacks people. ``reasons`` are (words, persons); ``proof`` is the certificate's sentence or empty."""

    id: str
    state: str
    sentence: str
    reasons: tuple[tuple[str, int], ...] = ()
    proof: str = ""
    callable_persons: int = 0


def show(rows: Sequence[ShortageRow], *, key: str, shown: int = 5, calling: bool = True) -> str | None:
    """Draw the rows in the order given; returns the id of the row whose « Qui appeler » was pressed.

    The first ``shown`` rows stand open, the others behind one line that counts them. Without ``calling`` they are read only.
    """
    chosen = [_show_row(row, key, calling=calling) for row in rows[:shown]]
    rest = rows[shown:]
    if rest:
        label = ngettext("{count} autre manque", "{count} autres manques", len(rest)).format(count=len(rest))
        with st.expander(label):
            chosen += [_show_row(row, key, calling=calling) for row in rest]
    return next((row_id for row_id in chosen if row_id), None)


def _show_row(row: ShortageRow, key: str, *, calling: bool) -> str | None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{state_badge.inline(row.state)} {plain(row.sentence)}")
        if row.reasons:
            st.caption(" · ".join(f"{count} {plain(words)}" for words, count in row.reasons))
        with st.container(horizontal=True, vertical_alignment="center"):
            pressed = calling and st.button(
                _call_label(row.callable_persons),
                icon=":material/call:",
                key=f"{key}_call_{row.id}",
                disabled=not row.callable_persons,
            )
            if row.proof:
                with st.popover(_("Pourquoi c’est impossible"), type="tertiary", icon=":material/rule:"):
                    st.markdown(plain(row.proof))
    return row.id if pressed else None


def _call_label(persons: int) -> str:
    if not persons:
        return _("Personne à appeler")
    return ngettext("{count} personne à appeler", "{count} personnes à appeler", persons).format(count=persons)
