"""The answers of a week: people × sessions, typed and saved together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.services.mobilisation.record_answers import record_answers
from app.ui.panels.chosen import chosen_week, week_buttons
from app.ui.parts import address, answer_grid, filter_bar
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views import availability
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.services.mobilisation.read_availability import Availability


@dataclass(frozen=True, slots=True)
class Drawn:
    """A grid as it was drawn: its rows and columns (id, words), and what its cells said."""

    rows: Sequence[tuple[str, str]]
    columns: Sequence[tuple[str, str]]
    cells: Mapping[tuple[str, str], str]


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
        silent = address.toggle(_("Sans réponse"), address="sans_reponse")
    people = availability.asked_people(found, profession=job, search=words, silent=silent)
    if not people:
        st.info(_("Personne ne correspond à ces filtres : élargissez-les."), icon=":material/filter_alt_off:")
        return
    rows, columns = availability.grid_people(found, people), availability.grid_sessions(found.sessions, monday)
    before = availability.shown(found, rows, columns)
    # Volunteers answer while the coordinator types: what was saved is read against the grid it was typed in.
    stamp = availability.stamp(before)
    form = seen("answers", Drawn(rows, columns, before), int(stamp, 16), key=f"answers_{monday}_{stamp}")
    drawn = form.value
    changed = answer_grid.show(drawn.rows, drawn.columns, drawn.cells, key=form.key)
    if changed:
        given, shown = availability.writes(changed, drawn.cells)
        record_answers(current_actor(), current_store(), given, seen=shown)
        st.rerun()
