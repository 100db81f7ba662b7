"""Requests for people: what establishments and authorities ask, how far each is staffed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.words import _

if TYPE_CHECKING:
    from app.services.read_event import EventView


def show(view: EventView) -> None:
    """Draw the requests, those to take up first."""
    if not view.requests:
        st.caption(_("Aucune demande de renfort."))
