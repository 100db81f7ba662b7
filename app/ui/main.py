"""The script of every page: language, frame, navigation, and the one error boundary around the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui import frame
from app.ui.boundary import guarded
from app.ui.navigation import existing_pages
from app.ui.speech import speaking

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def main() -> None:
    """Speak the person's language, find the screen whose address was asked for, and draw it."""
    with speaking():
        frame.open_page()
        page = st.navigation(existing_pages(), position="top")
        guarded(lambda: draw(page))


def draw(page: StreamlitPage) -> None:
    """The frame, then the screen: without the frame's folder there is no screen."""
    frame.show(frame.read_frame())
    page.run()


main()
