"""The bar at the foot of a phone: the way back to the first screen and the four urgent actions of the role.

Drawn on every screen and shown below 700 pixels only; its look and its place come from ``static/phone.css``.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app.access.actor import Role
from app.core.errors import N_
from app.words import _

KEY = "releve_urgent_bar"


@dataclass(frozen=True, slots=True)
class Urgent:
    """A gesture under the thumb: the screen it is made on, the word it is called by, short enough for a fifth of 320 pixels."""

    file: str
    words: str
    icon: str


HOME = Urgent("home", N_("Accueil"), "home")
"""What presses, in order, and what is to be acknowledged: for every role that opens it."""

_GAPS = Urgent("rota", N_("À pourvoir"), "calendar_month")
_CALL = Urgent("call_outs", N_("Appeler"), "campaign")
_DAY = Urgent("day", N_("Jour J"), "today")
_WRITE = Urgent("log", N_("Noter"), "edit_note")
_EVENT = Urgent("event", N_("Événement"), "crisis_alert")
_ALERT = Urgent("alert", N_("Alerter"), "notifications_active")
_CARE = Urgent("continuity", N_("Sans soins"), "monitor_heart")
_LOG = Urgent("log", N_("Main courante"), "edit_note")
_CARDS = Urgent("plans", N_("Que faire"), "menu_book")
_RATE = Urgent("review", N_("Retex"), "rate_review")
_ROTA = Urgent("rota", N_("Planning"), "calendar_month")
_FIGURES = Urgent("indicators", N_("Indicateurs"), "monitoring")

_STAFFING = (_GAPS, _CALL, _DAY, _WRITE)
URGENT: dict[Role, tuple[Urgent, ...]] = {
    Role.ADMINISTRATION: (HOME, *_STAFFING),
    Role.COORDINATION: (HOME, *_STAFFING),
    Role.CRISIS_CELL: (HOME, _EVENT, _ALERT, _CARE, _WRITE),
    Role.OBSERVER: (_EVENT, _LOG, _CARDS, _RATE),
    Role.READING: (HOME, _ROTA, _CARE, _CARDS, _FIGURES),
}
"""Four for each role that opens screens, in the order of the gestures: see, call, hold the day, write down."""


def show(role: Role) -> None:
    """Draw the bar of the role; Streamlit marks the link of the page it stands on."""
    with st.container(key=KEY, horizontal=True, gap=None):
        for one in URGENT[role]:
            st.page_link(f"screens/{one.file}.py", label=_(one.words), icon=f":material/{one.icon}:")
