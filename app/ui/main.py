"""The script of every page: language, frame, navigation, and the one error boundary around the screen."""

from __future__ import annotations

import streamlit as st

from app.access.actor import Role
from app.ui import frame
from app.ui.acted import tell_done, tell_refused
from app.ui.boundary import guarded
from app.ui.navigation import own_pages
from app.ui.parts import help, printed, search_field, urgent_bar, widget_words
from app.ui.places import place_at
from app.ui.session import current_actor, current_store, lead_to, start_afresh
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
        frame.name_tab()
        # A role that changed while the tab was open; the gate leads there by itself.
        st.info(_("Votre compte n’ouvre pas les écrans : votre page vous attend."), icon=":material/person:")
        lead_to("moi", _("Ouvrir ma page"))
        return
    page = st.navigation(own_pages(), position="top")
    frame.name_tab(page.title)
    around = frame.read_frame()
    frame.show(around)
    printed.show(around.marks, community=around.community, now=current_store().now())
    help.show(place_at(page.url_path))
    widget_words.show()
    search_field.show(is_here=page.url_path == "recherche", key_alone=around.key_alone)
    urgent_bar.show(current_actor().role)
    tell_refused()
    tell_done()
    page.run()


main()
