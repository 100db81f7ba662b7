"""Charge: what each function received, answered and wrote down, hour by hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import charts_frame
from app.ui.parts.charts_stacks import standing_figure
from app.ui.parts.plain import plain
from app.ui.views import review_played as view
from app.words import _

if TYPE_CHECKING:
    from app.exercise.review import Review


def show(review: Review) -> None:
    """The bars, or why there are none."""
    if not review.loads:
        nothing = _("Rien encore : ni message envoyé, ni réponse, ni écriture d’un joueur dans la main courante.")
        st.info(plain(nothing), icon=":material/bar_chart:")
        return
    labels = [view.hour_words(hour) for hour in view.hours(review)]
    charts_frame.show(
        standing_figure(labels, view.load_parts(review), charts_frame.theme()), view.loads_sentence(review),
        view.loads_twin(review), key="review_loads", title=_("Qui a porté quoi, heure par heure"), file_name="retex-charge.csv",
    )  # fmt: skip
    st.caption(
        _(
            "Messages reçus, réponses données, écritures dans la main courante, additionnés. Celles de l’animation ne comptent pas."
        )
    )
