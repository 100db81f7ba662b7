"""The cookie of a login, as a tab brought it when it opened. What it opens now is looked up each time: see app/ui/session."""

from __future__ import annotations

import streamlit as st

from app.services.accounts.who_acts import COOKIE


def asked_token() -> str:
    """The login's token as this tab brought it when it opened; empty when it brought none."""
    token = st.context.cookies.get(COOKIE, "")
    # Streamlit's test harness has no browser behind it, and puts anything there.
    return token if isinstance(token, str) else ""
