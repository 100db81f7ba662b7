"""Which panel of a screen is open: a row of buttons whose choice stands in the address under its code.

Streamlit's own ``bind="query-params"`` writes the words shown: a link made in French would open nothing in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = "volet"


def show(panels: Mapping[str, str], first: str = "", *, key: str = ADDRESS, address: str = ADDRESS) -> str:
    """Draw the panels (code → source text, in order) and return the open one's code.

    ``address``: the name it has in the address, another for panels inside a panel.

    It is the one of the address, else the one chosen before on this screen, else ``first``, else the first of all.
    Nothing is drawn where there is nothing to choose.
    """
    codes = list(panels)
    if len(codes) == 1:
        return codes[0]
    asked, held = st.query_params.get(address, ""), st.session_state.get(key)
    usual = first if first in panels else codes[0]
    st.session_state[key] = asked if asked in panels else held if held in panels else usual
    st.segmented_control(
        _("Volet"), codes, required=True, format_func=lambda code: _(panels[code]), key=key, on_change=_turn,
        args=(key, address), label_visibility="collapsed",
    )  # fmt: skip
    return str(st.session_state[key])


def open_on(code: str) -> None:
    """Open a panel of the present screen at its next run."""
    st.query_params[ADDRESS] = code


def _turn(key: str, address: str) -> None:
    st.query_params[address] = st.session_state[key]
