"""Which event the main courante is read for and written in; nothing is drawn while there has been none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from app.services.crisis.event_log import read_log_events
from app.ui.parts import address
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.crisis.event_log import LogEvents

ADDRESS = "evenement"
ALL, NONE = "", "aucun"
"""Every entry; those that belong to no event."""
CHOICE = "log_event"


@dataclass(frozen=True, slots=True)
class Chosen:
    """``read``: the event whose entries are read (None: all, "": those of none); ``write``: where a line goes."""

    read: str | None = None
    write: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Event → what it is called, where entries of several are read together."""


def show(*, can_write: bool) -> Chosen:
    """Draw the choice, and where a line goes: into the event chosen, else into the one under way."""
    found = read_log_events(current_actor(), current_store())
    if not found.every:
        return Chosen()
    titles = {ALL: _("Toute la main courante"), **{one.id: one.title for one in found.every}, NONE: _("Hors événement")}
    with st.container(horizontal=True, vertical_alignment="center"):
        code = address.select(_("Événement"), titles, address=ADDRESS, key=CHOICE, width=360, hidden=True)
        chosen = _chosen(code, found)
        if can_write:
            st.caption(plain(_where(found, chosen)))
    return chosen


def _chosen(code: str, found: LogEvents) -> Chosen:
    if code == ALL:
        titles = {one.id: one.title for one in found.every}
        return Chosen(None, found.current.id if found.current else "", titles)
    return Chosen("", "") if code == NONE else Chosen(code, code)


def _where(found: LogEvents, chosen: Chosen) -> str:
    event = found.find(chosen.write)
    if event is None:
        return _("Une ligne écrite ici n’appartient à aucun événement.")
    return _("Une ligne écrite ici va dans « {event} ».").format(event=event.title)
