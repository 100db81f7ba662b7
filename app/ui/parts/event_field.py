"""In which event something is noted: chosen, never proposed, as soon as one of them is an exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_, InvalidInput
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.response.event import Event


def show(events: Mapping[str, Event], *, key: str) -> str | None:
    """Draw the choice where events are under way: the event's id, empty for none; None: nothing chosen yet."""
    if not events:
        return ""
    must_choose = any(one.is_exercise for one in events.values())
    chosen: str | None = st.selectbox(
        _("Noté pour"), ["", *events], index=None if must_choose else 0, key=f"{key}_event",
        format_func=lambda id: _label(id, events), placeholder=_("Réel ou exercice : à choisir"),
    )  # fmt: skip
    return chosen


def checked(chosen: str | None) -> str:
    """The event chosen. Raises InvalidInput when a real one and an exercise could be mistaken for each other."""
    if chosen is None:
        raise InvalidInput(N_("Un exercice est en cours : dites si c’est réel, ou noté pour l’exercice."))
    return chosen


def _label(event_id: str, events: Mapping[str, Event]) -> str:
    """« EXERCICE · Crue de la Vilaine », « aucun événement (réel) »."""
    if not event_id:
        return _("aucun événement (réel)")
    event = events[event_id]
    return " · ".join(filter(None, (_("EXERCICE") if event.is_exercise else "", event.title)))
