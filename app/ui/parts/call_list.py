"""Whom to call, in which order, and why this rank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class CallRow:
    """One person to call: « Clarisse P., infirmière, Auray », why they come at this rank, and their number."""

    person: str
    name: str
    why: str
    phone: str = ""
    gain: str = ""
    """What their yes would fill: « 2 places : lundi matin, mardi matin »."""


def show(rows: Sequence[CallRow], *, key: str, action: str = "") -> str | None:
    """Draw the ranked list; returns the person whose button (labelled ``action``) was pressed.

    Without ``action`` there is no button: the list is only read.
    """
    pressed = None
    for rank, row in enumerate(rows, start=1):
        with st.container(border=True, gap="small"):
            st.markdown(_entry(rank, row))
            if action and st.button(action, key=f"{key}_{row.person}"):
                pressed = row.person
    if not rows:
        st.caption(_("Personne à appeler : chacun a répondu, ou aucune compétence ne convient."))
    return pressed


def _entry(rank: int, row: CallRow) -> str:
    lines = [f"**{rank}. {plain(row.name)}**", plain(row.why), plain(row.gain), _phone(row.phone)]
    return "  \n".join(line for line in lines if line)


def _phone(phone: str) -> str:
    digits = re.sub(r"[^+\d]", "", phone)
    return f"[{plain(phone)}](tel:{digits})" if digits else ""
