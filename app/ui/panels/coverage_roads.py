"""« Routes »: which road, boat or crossroads cuts communes off when it closes, and what each road costs in care."""

from __future__ import annotations

import streamlit as st

from app.services.coverage import coverage_words as view
from app.services.coverage.read_coverage import read_coverage
from app.services.coverage.read_crossings import read_crossings
from app.ui.panels import coverage_first, coverage_question
from app.ui.parts import charts_bars, charts_frame, headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import coverage_roads as roads_view
from app.words import _


def show() -> None:
    """The worst road in a sentence, then each with whom it cuts off."""
    actor, store, asked = current_actor(), current_store(), coverage_question.asked()
    with st.spinner(_("Chaque route est fermée tour à tour…"), show_time=True):
        found, roads = read_coverage(actor, store, asked), read_crossings(actor, store, asked)
    coverage_question.strip(found)
    if coverage_first.is_shown(found):
        return
    headline.show(
        roads_view.sentence(roads), where=" · ".join(filter(None, (view.where(found), view.slice_words(found.slice))))
    )
    coverage_question.show(found)
    if roads.rows:
        charts_frame.show(
            charts_bars.bars_figure(roads_view.bars(roads), charts_frame.theme()),
            _("Habitants isolés quand cela ferme, bateaux compris ({n} routes et bateaux en tout).").format(n=roads.roads),
            roads_view.twin(roads), key="coverage_roads", file_name=coverage_question.file_name(found, "routes.csv"),
        )  # fmt: skip
    st.caption(
        plain(
            _(
                "Isolé : plus aucun chemin connu par la route ni par bateau vers l’endroit le plus peuplé. Les temps de route"
                " sont des estimations, à ± 25 % ; ils se corrigent dans Hypothèses."
            )
        )
    )
