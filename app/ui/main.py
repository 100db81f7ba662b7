"""The script of every page: language, frame, navigation, and the one error boundary around the screen."""

from __future__ import annotations

import streamlit as st

from app.access.actor import Role
from app.ui import frame
from app.ui.boundary import guarded
from app.ui.navigation import existing_pages
from app.ui.parts import search_field
from app.ui.session import current_actor, lead_to, start_afresh
from app.ui.speech import speaking
from app.words import _


def main() -> None:
    """Speak the person's language, and draw the page that was asked for."""
    with speaking():
        frame.open_page()
        guarded(draw)


def draw() -> None:
    """Who is there, then the frame, then the screen: without the first two there is no screen."""
    start_afresh()
    if current_actor().role is Role.PROFESSIONAL:
        # A role that changed while the tab was open; the gate leads there by itself.
        st.info(_("Votre compte n’ouvre pas les écrans : votre page vous attend."), icon=":material/person:")
        lead_to("moi", _("Ouvrir ma page"))
        return
    page = st.navigation(existing_pages(), position="top")
    frame.show(frame.read_frame())
    search_field.show(is_here=page.url_path == "recherche")
    page.run()


main()
