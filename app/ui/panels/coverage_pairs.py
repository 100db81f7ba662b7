"""« Paires »: which two losses, together, cost more than one after the other, because one relieves the other today."""

from __future__ import annotations

import streamlit as st

from app.services.coverage import coverage_words as view
from app.services.coverage.read_coverage import read_coverage
from app.services.coverage.read_pairs import begin_pairs, read_pairs
from app.ui.panels import coverage_first, coverage_question
from app.ui.parts import charts_bars, charts_frame, headline, long_work
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import coverage_pairs as pairs_view
from app.words import _
from app.words.first_letter import capitalised


def show() -> None:
    """The worst pair in a sentence, then each with what only the two cost."""
    actor, store, asked = current_actor(), current_store(), coverage_question.asked()
    with st.spinner(_("Couverture du territoire…"), show_time=True):
        found = read_coverage(actor, store, asked)
    coverage_question.strip(found)
    if coverage_first.is_shown(found):
        return
    heading = st.container()
    coverage_question.show(found)
    words = _("Les pertes sont essayées deux à deux…")
    if long_work.is_awaited(begin_pairs(actor, store, asked), heading, words, key="coverage_pairs_work"):
        return
    pairs = read_pairs(actor, store, asked)
    with heading:
        headline.show(
            pairs_view.sentence(pairs), where=view.where(found), detail=capitalised(view.slice_words(found.slice))
        )
    if pairs.rows:
        charts_frame.show(
            charts_bars.bars_figure(pairs_view.bars(pairs), charts_frame.theme()),
            _("Demandes que seules les deux pertes ensemble laissent sans personne ({n} paires essayées).").format(n=pairs.tried),
            pairs_view.twin(pairs), key="coverage_pairs", file_name=coverage_question.file_name(found, "paires.csv"),
        )  # fmt: skip
    st.caption(
        plain(
            _(
                "Deux à deux : les pertes les plus lourdes, et celles que d’autres reprennent le plus aujourd’hui."
                " Les routes comptent ; l’électricité et les réseaux sont dans Pertes."
            )
        )
    )
    if not pairs.named:
        st.caption(plain(_("Par métier et commune : votre rôle ne lit pas les noms.")))
