"""The way from a seat of the rota to its call-out: prepare one, or watch the one that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.mobilisation.start_call_out import way_to_fill
from app.ui.session import current_actor, current_store, may
from app.words import _

if TYPE_CHECKING:
    from app.scheduling.session import Seat

SCREEN = "screens/call_outs.py"


def button(live: Seat) -> None:
    """Draw « Appeler », « Appeler un remplaçant » or « Suivre l’appel »; nothing for a seat that is not to be filled, nor for who may not ask."""
    if not may(Action.SOLICIT):
        return
    running, is_open = way_to_fill(current_actor(), current_store(), live.id)
    if running:
        label, query = _("Suivre l’appel"), {"appel": running}
    elif is_open:
        label = _("Appeler un remplaçant") if live.holder.filled else _("Lancer un appel")
        query = {"postes": live.id}
    else:
        return
    if st.button(label, key="rota_call_out", icon=":material/campaign:"):
        st.switch_page(SCREEN, query_params=query)
