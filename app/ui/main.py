"""The script of every page: language, frame, navigation, and the one error boundary around the screen."""

from __future__ import annotations

import streamlit as st

from app.ui import frame
from app.ui.boundary import guarded
from app.ui.navigation import existing_pages
from app.ui.speech import speaking


def main() -> None:
    """Draw the frame, then the screen whose address was asked for."""
    with speaking():
        frame.open_page()
        page = st.navigation(existing_pages(), position="top")
        guarded(lambda: frame.show(frame.read_frame()))
        guarded(page.run)


main()
