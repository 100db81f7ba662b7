"""Says which roles may do what the present one may not: a reason beside what is greyed or left out, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.actor import ROLE_WORDS
from app.access.permissions import ALLOWED
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from app.access.permissions import Action


def reason(action: Action) -> str:
    """« Qui le peut : administration, coordination. »"""
    roles = ", ".join(_(words) for role, words in ROLE_WORDS.items() if role in ALLOWED[action])
    return _("Qui le peut : {roles}.").format(roles=roles)


def show(action: Action, what: str = "") -> None:
    """Draw the reason, after ``what`` can't be done here in one sentence."""
    said = " ".join(filter(None, (what, reason(action))))
    st.caption(f":material/lock: {plain(said)}")
