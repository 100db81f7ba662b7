"""« Sondage »: the poll that runs, or the one to open; then those that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.panels import poll_closed, poll_live, poll_new
from app.ui.panels.poll_new import NEXT, SAID
from app.ui.parts.plain import plain
from app.ui.views.poll import poll_names
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.mobilisation.read_availability import Availability
    from app.services.mobilisation.read_polls import PollView

CHOSEN, NEW = "poll_chosen", "new"


def show(found: Availability, running: Sequence[PollView]) -> None:
    """Draw the chosen poll, the first to close at first; a new one is asked for in the same place."""
    if said := st.session_state.pop(SAID, ""):
        st.success(plain(said), icon=":material/check:")
    names = poll_names(running)
    chosen = _chosen(names) if names else NEW
    view = next((one for one in running if one.poll.id == chosen), None)
    if view is None:
        poll_new.show(found, running)
    else:
        poll_live.show(found, view)
    poll_closed.show(found.view.centre.id)


def _chosen(names: dict[str, str]) -> str:
    options = [*names, NEW]
    wanted = st.session_state.pop(NEXT, st.session_state.get(CHOSEN))
    st.session_state[CHOSEN] = wanted if wanted in options else options[0]
    words = {**names, NEW: _("Nouveau sondage")}
    return st.selectbox(_("Sondage"), options, format_func=words.__getitem__, key=CHOSEN, width=560) or options[0]
