"""The answers of a week: people × sessions, typed and saved together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.record_answers import record_answers
from app.ui.panels.chosen import chosen_week, week_buttons
from app.ui.parts import answer_grid, filter_bar
from app.ui.session import current_actor, current_store
from app.ui.views import availability
from app.words import _

if TYPE_CHECKING:
    from app.services.read_availability import Availability


def show(found: Availability) -> None:
    """Draw the filters and the grid; writes what was saved."""
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
