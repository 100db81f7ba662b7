"""Which panel of a screen is open: a row of buttons whose choice stands in the address under its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import address as choices
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = "volet"


def show(panels: Mapping[str, str], first: str = "", *, key: str = ADDRESS, address: str = ADDRESS) -> str:
    """Draw the panels (code → source text, in order) and return the open one's code.

    ``address``: the name it has in the address, another for panels inside a panel. Nothing is drawn where there is nothing
    to choose; what is open when the address is silent: see :mod:`app.ui.parts.address`.
    """
    codes = list(panels)
    if len(codes) == 1:
        return codes[0]
    words = {code: _(said) for code, said in panels.items()}
    return choices.segments(_("Volet"), words, address=address, usual=first, key=key, hidden=True)


def open_on(code: str) -> None:
    """Open a panel of the present screen at its next run."""
    st.query_params[ADDRESS] = code
