"""Polls that are over: a small list below the one that runs, or the one to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.mobilisation.read_polls import closed_polls
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import poll_closed as view
from app.words import _

if TYPE_CHECKING:
    from app.core.ids import CentreId


def show(centre_id: CentreId) -> None:
    """Draw the last closed polls of a centre; nothing when there is none."""
    found = closed_polls(current_actor(), current_store(), centre_id)
    if not found:
        return
    st.header(_("Sondages clos"), anchor=False)
    st.markdown("\n".join(f"- **{plain(title)}**  \n  {plain(said)}" for title, said in view.lines(found)))
    st.caption(plain(_("Une réponse donnée depuis, par exemple au téléphone, compte aussi.")))
