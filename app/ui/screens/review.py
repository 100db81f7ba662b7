"""Retex: what was met, how fast, how well covered; what was seen; what is written of it, signed, and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.exercise.exercise import ENDED, UNDER_WAY, ExerciseState
from app.services.exercise.read_exercise_review import read_review
from app.services.exercise.read_exercises import read_exercises
from app.ui.panels import (
    review_compare,
    review_coverage,
    review_delays,
    review_findings,
    review_injects,
    review_open,
    review_ratings,
    review_report,
    review_summary,
    review_texts,
    review_workload,
)
from app.ui.parts import exercise_choice, panel_choice
from app.ui.session import current_actor, current_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.exercise.review import Review

PANELS: Mapping[str, tuple[str, Callable[[Review], None]]] = {
    "synthese": (N_("Synthèse"), review_summary.show),
    "cotations": (N_("Cotations"), review_ratings.show),
    "delais": (N_("Délais"), review_delays.show),
    "couverture": (N_("Couverture"), review_coverage.show),
    "messages": (N_("Messages"), review_injects.show),
    "charge": (N_("Charge"), review_workload.show),
    "constats": (N_("Constats"), review_findings.show),
    "comparer": (N_("Comparer"), review_compare.show),
    "rediger": (N_("Rédiger"), review_texts.show),
    "rapport": (N_("Rapport"), review_report.show),
}
# Code in the address → its words, and what draws it.


def main() -> None:
    """The exercise first, its sentence, then the panel chosen."""
    shelf = read_exercises(current_actor(), current_store())
    read = ENDED | UNDER_WAY if shelf.may_run else ENDED
    chosen = exercise_choice.chosen(shelf, among=read, first=(ExerciseState.FINISHED,))
    if chosen is None:
        review_open.nothing_yet(shelf)
        return
    review = read_review(current_actor(), current_store(), chosen)
    review_summary.head(review)
    PANELS[panel_choice.show({code: words for code, (words, _draw) in PANELS.items()})][1](review)
    if shelf.may_run:
        review_open.show(shelf)


main()
