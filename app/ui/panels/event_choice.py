"""Which event is looked at: it stands in the address; several may go on at once, and ended ones stay readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import address
from app.ui.views import event as words
from app.words import _

if TYPE_CHECKING:
    from app.services.crisis.read_event import EventView

ADDRESS, NEW = "evenement", "nouveau"
CHOICE = "event_choice"


def asked() -> str:
    """The id in the address; empty when it names none."""
    return st.query_params.get(ADDRESS, "")


def wants_new() -> bool:
    """Whether the form of another event is asked for."""
    return asked() == NEW


def show(view: EventView) -> None:
    """Draw the choice when there are several."""
    assert view.event is not None
    others = {one.id: words.short(one, view.now) for one in view.events}
    if len(others) > 1:
        address.select(
            _("Événement"), others, address=ADDRESS, present=view.event.id, key=CHOICE, width=460, hidden=True
        )


def offer_new() -> None:
    """Draw the way to open another."""
    st.button(_("Autre événement"), icon=":material/add:", key="event_new", type="tertiary", on_click=open_new)


def open_new() -> None:
    """Lead to the form of another event."""
    st.query_params[ADDRESS] = NEW


def lead_to(event_id: str) -> None:
    """Lead to an event."""
    st.query_params[ADDRESS] = event_id


def back() -> None:
    """Draw the way back from the form, when there is an event to go back to."""
    st.button(_("Revenir"), icon=":material/arrow_back:", key="event_back", type="tertiary", on_click=address.close, args=(ADDRESS,))  # fmt: skip
