"""Totals without a register, as needs the engine computes on."""

from __future__ import annotations

from app.continuity.counted import NO_PRACTICE, Counted, needs_of
from app.continuity.left_without import who_is_left
from app.core.ids import PracticeId
from tests.continuity.engine_builders import (
    CATEGORIES,
    LEFT_BANK,
    MIDDLE,
    a_practice,
    a_territory,
    closed,
    failing,
    hour,
)


def test_each_unit_is_a_need_of_another_patient() -> None:
    """Three of a kind in one place and one elsewhere: four ids, four pseudonyms; a category unknown makes none."""
    totals = [
        Counted(category="INS", commune=MIDDLE, count=3, practice=PracticeId("a")),
        Counted(category="IC", commune=LEFT_BANK, count=1),
        Counted(category="XXX", commune=LEFT_BANK, count=5),
    ]
    needs = needs_of(totals, CATEGORIES, hour(24))
    assert [(one.practice, one.category, one.commune) for one in needs] == [
        *[(PracticeId("a"), "INS", MIDDLE)] * 3,
        (NO_PRACTICE, "IC", LEFT_BANK),
    ]
    assert len({one.id for one in needs}) == len({one.pseudonym for one in needs}) == 4


def test_totals_are_relayed_like_needs() -> None:
    """Three counted, the practice closed, two places next door: one left."""
    needs = needs_of([Counted(category="INS", commune=MIDDLE, count=3, practice=PracticeId("a"))], CATEGORIES, hour(99))
    outcome = who_is_left(needs, a_territory(a_practice("a"), a_practice("b")), failing(closed()))
    assert (outcome.relayed, outcome.uncovered) == (2, 1)
