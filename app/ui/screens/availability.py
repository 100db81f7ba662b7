"""Disponibilités: who comes when; asked by a poll, presumed from habits, typed, imported, or ruled out by a calendar."""

from __future__ import annotations

import streamlit as st

from app.core.errors import N_
from app.services.mobilisation.read_availability import read_availability
from app.services.mobilisation.read_polls import open_polls
from app.services.rota.read_centres import read_centres
from app.ui.panels import availability_answers, availability_busy, availability_start, file_import, poll
from app.ui.panels.chosen import chosen_centre
from app.ui.parts import headline, panel_choice
from app.ui.session import current_actor, current_store
from app.ui.views import availability

PANELS = {"poll": N_("Sondage"), "answers": N_("Réponses"), "import": N_("Importer des réponses"), "busy": N_("Agendas et gardes")}  # fmt: skip


def main() -> None:
    """An invitation until sessions are open, the answers afterwards; the poll first while one runs."""
    known = read_centres(current_actor(), current_store())
    top = st.container()
    found = read_availability(current_actor(), current_store(), chosen_centre(known).id) if known else None
    with top:
        if found is None or not found.sessions or not found.people:
            availability_start.show(found)
            return
        state = "unconfirmed" if found.habits else ""
        said = availability.provisional_sentence(found)
        headline.show(availability.answers_sentence(found), where=found.view.centre.name, state=state, detail=said)
    running = open_polls(current_actor(), current_store(), found.view.centre.id)
    order = list(PANELS) if running else ["answers", "poll", "import", "busy"]
    panel = panel_choice.show({code: PANELS[code] for code in order})
    if panel == "poll":
        poll.show(found, running)
    elif panel == "import":
        file_import.show(("answers",), key="answers_import")
    elif panel == "busy":
        availability_busy.show(found)
    else:
        availability_answers.show(found)


main()
