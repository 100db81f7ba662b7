"""« Besoins »: each commune × each need, what is short, what hangs on one; the same as a table."""

from __future__ import annotations

import streamlit as st

from app.services.coverage import coverage_words as view
from app.services.coverage.read_coverage import read_coverage
from app.ui.panels import coverage_first, coverage_question
from app.ui.parts import charts_frame, charts_heat, headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import coverage_needs as needs_view
from app.words import _
from app.words.first_letter import capitalised

HANGING_SHOWN = 12


def show() -> None:
    """The sentence of the half-day, the cells, then whom needs hang on, by role and commune."""
    with st.spinner(_("Couverture du territoire…"), show_time=True):
        found = read_coverage(current_actor(), current_store(), coverage_question.asked())
    coverage_question.strip(found)
    if coverage_first.is_shown(found):
        return
    headline.show(view.sentence(found), where=view.where(found), detail=view.detail(found))
    coverage_question.show(found)
    if lines := needs_view.worst(found):
        st.header(_("Ce qui manque le plus"), anchor=False)
        st.markdown("\n".join(f"- {plain(one)}" for one in lines))
    rows, columns, cells = needs_view.grid(found)
    charts_frame.show(
        charts_heat.heat_figure(rows, columns, cells, charts_frame.theme()), needs_view.sentence(found),
        needs_view.twin(found, coverage_question.shared(found)), key="coverage_needs", title=_("Communes et besoins"), file_name=coverage_question.file_name(found, "besoins.csv"),
    )  # fmt: skip
    st.header(_("Ce qui tient à un seul"), anchor=False)
    lines = [view.hanging_words(one) for one in found.hanging]
    if not lines:
        st.markdown(_("Aucun besoin ne tient à une seule personne ni à un seul lieu."))
        return
    st.markdown(_("Si l’un d’eux manque, ces besoins perdent plus de la moitié de ceux qui peuvent y répondre."))
    st.markdown("\n".join(f"- {plain(capitalised(one))}" for one in lines[:HANGING_SHOWN]))
    if len(lines) > HANGING_SHOWN:
        with st.expander(_("Les {n} autres").format(n=len(lines) - HANGING_SHOWN)):
            st.markdown("\n".join(f"- {plain(capitalised(one))}" for one in lines[HANGING_SHOWN:]))
