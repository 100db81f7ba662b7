"""Says, wherever links are handed out, that they open on this machine only, and leads to the setting that mends it."""

from __future__ import annotations

import streamlit as st

from app.access.permissions import Action
from app.ui.parts import panel_choice, reserved
from app.ui.parts.plain import plain
from app.ui.session import may
from app.ui.views.messages import local_links
from app.words import _


def show(base_url: str, *, is_on_messages: bool = False) -> None:
    """Draw the sentence and its button; nothing when ``base_url``, where links start, opens elsewhere too."""
    said = local_links(base_url)
    if not said:
        return
    st.warning(plain(said), icon=":material/link_off:")
    if not may(Action.SET_UP_MESSAGES):
        reserved.show(Action.SET_UP_MESSAGES, _("L’adresse publique se règle dans Messages."))
        return
    on_click = _open_settings if is_on_messages else None
    pressed = st.button(
        _("Indiquer l’adresse publique"), icon=":material/settings:", key="local_links", on_click=on_click
    )
    if pressed and not is_on_messages:
        st.switch_page("screens/messages.py", query_params={"volet": "reglages"})


def _open_settings() -> None:
    panel_choice.open_on("reglages")
