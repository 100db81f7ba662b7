"""The sign-in sheet of a training on paper."""

from __future__ import annotations

from app.documents.training_sign_in import TrainingSeat, TrainingSheet, training_sheets
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import EXERCISE, IMPRINT, LONG_NAME


def a_sheet(*seats: TrainingSeat) -> TrainingSheet:
    return TrainingSheet(
        community="CPTS fictive", title="AFGSU, niveau 2", when="mardi 15 décembre à 9 h", length="7 h", place="Auray",
        gives="AFGSU, niveau 2, jusqu’au 14 décembre 2030", note="Apportez une tenue souple.", seats=seats,
    )  # fmt: skip


def test_who_is_expected_has_a_line_to_sign() -> None:
    """And what it gives, so that nobody signs without knowing."""
    seats = (TrainingSeat("Anne Fictif", "infirmière", "vient"), TrainingSeat(LONG_NAME, "médecin", "", came=True))
    printed = training_sheets([a_sheet(*seats)], IMPRINT)
    text = text_of(printed)
    for said in ("AFGSU, niveau 2", "mardi 15 décembre à 9 h", "Anne Fictif", "vient", "émargé", "14 décembre 2030", "tenue souple"):  # fmt: skip
        assert said in text
    assert_tagged(printed, "Émargement de formation")
    assert_tidy(printed)


def test_a_full_room_runs_over_pages() -> None:
    """Sixty lines, and an exercise says so on each page."""
    printed = training_sheets([a_sheet(*(TrainingSeat(f"{LONG_NAME} {n}", "infirmière") for n in range(60)))], EXERCISE)
    pages = pages_of(printed)
    assert len(pages) > 2
    assert all("EXERCICE" in page for page in pages)
    assert_tidy(printed)
