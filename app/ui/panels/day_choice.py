"""Which session and which panel of the day's screen: both stand in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.activity.read_session_day import session_at_hand
from app.ui.parts import panel_choice
from app.ui.views import day as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.scheduling.session import Session
    from app.services.activity.read_session_day import SessionDay

SAID = "day_said"
"""What the last gesture did, told once by the next run."""


def chosen(found: Sequence[Session], now: datetime) -> Session:
    """The session of the address, else the one at hand; from then on the address carries it: closing jumps nowhere."""
    asked = st.query_params.get("seance", "")
    at_hand = session_at_hand(tuple(found), now) or found[0]
    session = next((one for one in found if one.id == asked), at_hand)
    st.query_params["seance"] = session.id
    return session


def show(found: Sequence[Session], session: Session, now: datetime) -> None:
    """Draw the choice of session, and what was just done."""
    if said := st.session_state.pop(SAID, ""):
        st.toast(said, icon=":material/check:")
    names = view.session_names(found, now)
    st.session_state["day_session"] = session.id
    st.selectbox(
        _("Séance"), list(names), format_func=names.__getitem__, key="day_session", on_change=_go, width=320,
        label_visibility="collapsed",
    )  # fmt: skip


def panel(day: SessionDay) -> str:
    """Draw the choice of panel; the one of the address, else the one that the moment asks for."""
    return panel_choice.show(view.PANELS, view.first_panel(day), key=f"day_panel_{day.session.id}")


def done(sentence: str) -> None:
    """Say what was done at the top of the next run, and run it."""
    st.session_state[SAID] = sentence
    st.rerun()


def _go() -> None:
    st.query_params["seance"] = st.session_state["day_session"]
    st.query_params.pop("volet", None)
