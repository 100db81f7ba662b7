"""Disponibilités: who comes when, answered or presumed from habits; answers typed, imported, or ruled out by a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_
from app.services.read_availability import read_availability
from app.services.record_answers import record_answers
from app.store import centres
from app.ui.panels import availability_busy, file_import
from app.ui.panels.chosen import chosen_centre, chosen_week, week_buttons
from app.ui.parts import answer_grid, filter_bar, headline
from app.ui.session import current_actor, current_store
from app.ui.views import availability
from app.words import _

if TYPE_CHECKING:
    from app.services.read_availability import Availability

PANELS = {"answers": N_("Réponses"), "import": N_("Importer des réponses"), "busy": N_("Agendas et gardes")}


def main() -> None:
    """An invitation until sessions are open, the answers afterwards."""
    with current_store().reading() as conn:
        known = centres.every(conn)
    top = st.container()
    found = read_availability(current_store(), chosen_centre(known).id) if known else None
    with top:
        if found is None or not found.sessions or not found.people:
            _invite(found)
            return
        state = "unconfirmed" if found.habits else ""
        said = availability.provisional_sentence(found)
        headline.show(availability.answers_sentence(found), where=found.view.centre.name, state=state, detail=said)
    panel = st.segmented_control(
        _("Volet"), list(PANELS), default="answers", required=True, format_func=lambda one: _(PANELS[one]), key="volet",
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    if panel == "import":
        file_import.show(("answers",), key="answers_import")
    elif panel == "busy":
        availability_busy.show(found)
    else:
        _answers(found)


def _invite(found: Availability | None) -> None:
    nobody = found is not None and not found.people
    headline.show(_("Personne à interroger : importez d’abord l’effectif.") if nobody else _("Aucune séance à venir : ouvrez d’abord un centre."))  # fmt: skip
    if st.button(_("Importer l’effectif") if nobody else _("Ouvrir un centre"), type="primary"):
        st.switch_page("screens/roster.py" if nobody else "screens/centre.py")


def _answers(found: Availability) -> None:
    monday = chosen_week(found.view)
    week_buttons(found.view, monday)
    search, profession, silence = st.columns([2, 2, 1], vertical_alignment="center")
    with search:
        words = filter_bar.search(_("Chercher un nom"), key="recherche")
    with profession:
        job = filter_bar.choice(_("Profession"), availability.professions(found), key="profession", everything=_("Toutes les professions"))  # fmt: skip
    with silence:
        silent = st.toggle(_("Sans réponse"), key="sans_reponse", bind="query-params")
    people = availability.asked_people(found, profession=job, search=words, silent=silent)
    if not people:
        st.info(_("Personne ne correspond à ces filtres : élargissez-les."), icon=":material/filter_alt_off:")
        return
    rows, columns = availability.grid_people(found, people), availability.grid_sessions(found.sessions, monday)
    before = availability.shown(found, rows, columns)
    changed = answer_grid.show(rows, columns, before, key=f"answers_{monday}_{availability.stamp(before)}")
    if changed:
        given, seen = availability.writes(changed, before)
        record_answers(current_actor(), current_store(), given, seen=seen)
        st.rerun()


main()
