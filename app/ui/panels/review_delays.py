"""Délais: from T0 to the first relief against what is aimed at; then how those alerted answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.delays import CHAIN, STEP_MEANS, STEP_WORDS
from app.exercise.review_said import delays_sentence
from app.ui.panels import review_call_tree
from app.ui.parts import charts_frame
from app.ui.parts.charts_delays import delays_figure
from app.ui.parts.plain import plain
from app.ui.views import review_played as view
from app.words import _

if TYPE_CHECKING:
    from app.exercise.review import Review


def show(review: Review) -> None:
    """The chain, what each step means, the call tree."""
    charts_frame.show(
        delays_figure(view.bars(review), charts_frame.theme(), target=_("délai visé")), delays_sentence(review),
        view.delays_twin(review), key="review_delays", title=_("De T0 au premier renfort"), file_name="retex-delais.csv",
    )  # fmt: skip
    with st.expander(_("Ce que dit chaque étape"), icon=":material/info:"):
        st.markdown("\n".join(f"- **{plain(_(STEP_WORDS[step]))}** – {plain(_(STEP_MEANS[step]))}" for step in CHAIN))
        st.caption(plain(_("Les délais visés se changent dans Règles et tarifs, « Délais visés ».")))
    review_call_tree.show(review)
