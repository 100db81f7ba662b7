"""Tests of app/words/first_letter.py: one letter changes, and an acronym stays one."""

from __future__ import annotations

from app.words.first_letter import capitalised, uncapitalised


def test_only_the_first_letter_changes() -> None:
    """The rest keeps its own capitals; nothing stays nothing."""
    assert [capitalised(one) for one in ("à l’EHPAD", "Redon", "")] == ["À l’EHPAD", "Redon", ""]
    assert [uncapitalised(one) for one in ("Pharmacie de Redon", "EHPAD", "HAD du pays", "À bord", "")] == [
        "pharmacie de Redon", "EHPAD", "HAD du pays", "à bord", "",
    ]  # fmt: skip
