"""The addresses of an exercise: each participant's page and the screen of the room, to copy, to scan or to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.exercise.participant import PARTICIPANT_ROLE_WORDS
from app.services.exercise.invite_participants import exercise_links, renew_link
from app.services.exercise.print_kits import print_participant_links
from app.ui.acted import acted
from app.ui.boundary import tell
from app.ui.panels import local_links
from app.ui.panels.rota_links import base_url
from app.ui.parts import links_page
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import exercises as words
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_exercise import ExerciseView


def show(view: ExerciseView) -> None:
    """Every address with its code; those of a phone need one that a phone can open."""
    start = base_url()
    local_links.show(start)
    try:
        found = exercise_links(current_actor(), current_store(), view.exercise.id, base_url=start)
    except ReleveError as error:
        tell(error)
        return
    st.caption(plain(_("Chaque lien est à une seule personne : il dit son rôle, et n’ouvre que sa page.")))
    st.download_button(
        _("Feuille des liens à distribuer (PDF)"), icon=":material/qr_code_2:", key="exercise_links_pdf",
        data=later(lambda: print_participant_links(current_actor(), current_store(), view.exercise.id, base_url=start)),
        file_name="exercice-liens.pdf", mime="application/pdf", on_click="ignore",
    )  # fmt: skip
    room = links_page.Link(_("Écran de la salle"), _("horloge, derniers injects, couverture"), found.projector)
    people = [
        links_page.Link(
            " · ".join(filter(None, (view.reached[one.id].name, one.who))), _(PARTICIPANT_ROLE_WORDS[one.role]),
            found.pages[one.id],
        )
        for one in view.participants
        if one.id in found.pages
    ]  # fmt: skip
    links_page.show([room, *people], key="exercise_links")
    _renew(view, start)


def _renew(view: ExerciseView, start: str) -> None:
    held = {one.id: one for one in view.participants}
    with st.expander(_("Un lien perdu ou passé à quelqu’un d’autre"), icon=":material/sync:"):
        chosen = st.selectbox(
            _("Participant"), list(held), format_func=lambda id: words.participant_label(held[id], view),
            key="exercise_link_choice",
        )  # fmt: skip
        if st.button(_("Faire un nouveau lien"), key="exercise_link_renew", icon=":material/sync:"):
            acted(
                lambda: renew_link(current_actor(), current_store(), chosen, base_url=start),
                _("Nouveau lien fait : l’ancien n’ouvre plus rien."),
            )  # fmt: skip
