"""Which scenario is open: it stands in the address, so that back, bookmark and share work."""

from __future__ import annotations

import streamlit as st

ADDRESS, PAGE, STEP, INJECT = "scenario", "page", "etape", "inject"
WRITING = "modifier"


def asked() -> str:
    """The code of the address; empty on the shelf."""
    return st.query_params.get(ADDRESS, "")


def open_scenario(code: str, page: str = "") -> None:
    """Open a scenario to read it, or to change it (``page``), at the next run."""
    st.query_params.clear()
    st.query_params[ADDRESS] = code
    if page:
        st.query_params[PAGE] = page
    for key in (PAGE, STEP):
        st.session_state.pop(key, None)


def back() -> None:
    """Back to the shelf at the next run."""
    st.query_params.clear()
