"""The plan as a document: how its chapters are called and how its tables share the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.documents.plan_document import Chapter, PlanTable, file_title, is_empty, running_title, widths_of
from app.words import use_language
from tests.documents.a_plan_document import CELL, PHONES, PLAN
from tests.documents.samples import EXERCISE


def test_sections_are_numbered_and_annexes_lettered() -> None:
    """« Annexes » itself has neither; the words follow the language."""
    assert [one.heading for one in PLAN.chapters] == [
        "2. Territoire et risques", "11. Logistique", "Annexes", "Annexe A. Annuaire", "Annexe B. Cellule de crise", "Annexe C. Inventaire",
    ]  # fmt: skip
    assert [one.is_annex for one in PLAN.chapters] == [False, False, False, True, True, True]
    assert [is_empty(one) for one in PLAN.chapters] == [False, True, False, False, False, False]
    with use_language("en"):
        assert "A" in Chapter("a", "A", "Directory").heading


def test_the_title_says_community_version_and_bands() -> None:
    """What stands on every page, and what the file is called."""
    assert running_title(PLAN) == "CPTS d’Auray · Plan de réponse · version 3, brouillon"
    assert file_title(PLAN, EXERCISE).startswith("EXERCICE · DÉMONSTRATION · CPTS d’Auray")


def test_a_column_never_cuts_a_number_and_a_note_does_not_take_the_page() -> None:
    """A telephone number counts as one piece, a long sentence is capped, and a table of six columns lies on its side."""
    long = PlanTable("", ("N°", "Note", "Téléphone"), (("1", "mot " * 60, "01 99 00 10 00"),))
    number, note, phone = widths_of(long)
    assert (number, note) == (5, 26)
    assert phone >= len("01 99 00 10 00")
    assert [one.is_wide for one in PLAN.chapters] == [False, False, False, True, False, False]
    assert len(PHONES.head) > 5 >= len(CELL.head)


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=5))
def test_every_column_has_a_share_whatever_is_typed(rows: list[tuple[str, str]]) -> None:
    """Whole numbers within bounds, one a column."""
    widths = widths_of(PlanTable("", ("A", "B"), tuple(rows)))
    assert len(widths) == 2
    assert all(5 <= one <= 26 for one in widths)
