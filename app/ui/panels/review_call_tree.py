"""How those alerted answered: one stair an alert; the silent stay in it, so that it stops short of 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import charts_frame
from app.ui.parts.charts_reach import reach_figure
from app.ui.parts.plain import plain
from app.ui.views import review_played as view
from app.words import _

if TYPE_CHECKING:
    from app.exercise.review import CallTold, Review

LEAST_MINUTES = 30.0


def show(review: Review) -> None:
    """Each alert of the event, the first launched first."""
    st.header(_("L’arbre d’appel"), anchor=False)
    if not review.calls:
        st.caption(
            _("Aucune alerte n’a été lancée depuis Relève pour cet événement : il n’y a pas de réponses à suivre.")
        )
    for rank, call in enumerate(review.calls):
        _one(call, rank)


def _one(call: CallTold, rank: int) -> None:
    last = max((at for curve in call.curves for at, _part in curve.points), default=0.0)
    figure = reach_figure(
        view.stairs(call),
        charts_frame.theme(),
        until=max(LEAST_MINUTES, last * 1.1),
        across=_("minutes après l’alerte"),
    )
    st.markdown(f"**{plain(call.title)}**")
    charts_frame.show(
        figure, view.call_sentence(call), view.calls_twin(call), key=f"review_call_{rank}", file_name="retex-alerte.csv"
    )
