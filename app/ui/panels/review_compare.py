"""Comparer: this exercise beside another, figure by figure, and what to beware of in comparing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.exercise.compare_exercises import compare_exercises
from app.services.exercise.read_exercises import read_exercises
from app.ui.parts import address, exercise_choice, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import review_findings as view
from app.words import _

if TYPE_CHECKING:
    from app.exercise.review import Review

ADDRESS = "avec"
CHOICE = "review_compare_with"


def show(review: Review) -> None:
    """The other one is chosen in the address; the older of both comes first."""
    shelf = read_exercises(current_actor(), current_store())
    others = {id: one for id, one in shelf.exercises.items() if one.is_ended and id != review.exercise.id}
    if not others:
        st.info(_("Un second exercice terminé se comparera ici à celui-ci."), icon=":material/compare_arrows:")
        return
    labels, present = {id: exercise_choice.label(one) for id, one in others.items()}, address.among(ADDRESS, others)
    address.select(_("Comparer avec"), labels, address=ADDRESS, present=present, key=CHOICE)
    pair = sorted((review.exercise, others[present]), key=lambda one: (one.starts_at, one.number))
    found = compare_exercises(current_actor(), current_store(), pair[0].id, pair[1].id)
    st.markdown(f"**{plain(view.comparison_sentence(found))}**")
    for warning in found.warnings:
        st.caption(f":material/warning: {plain(warning)}")
    twin = view.comparison_twin(found)
    table.show(twin.header, twin.rows, caption=view.comparison_sentence(found))
    table.download(twin.header, twin.rows, file_name="retex-comparaison.csv", key="review_compare_csv")
