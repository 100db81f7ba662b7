"""An answer names the categories whose limit no physician answers for, and counts their needs as far as it may."""

from __future__ import annotations

import pytest

from app.continuity.signature import CategoryView
from app.continuity.unsigned import Unsigned, unsigned_of, unsigned_words
from app.library import Library
from app.services.continuity.read_categories import category_table
from tests.services.signed_categories import signed_views

TABLE = category_table(Library())
VIEWS = signed_views(TABLE, "O2", "INS")
AGAIN = {**VIEWS, "INS": CategoryView(TABLE["INS"], None, signed_views(TABLE)["INS"].signature)}
OXYGEN, INSULIN = TABLE["O2"].label, TABLE["INS"].label


def test_those_concerned_are_named_the_changed_first() -> None:
    """Told counts add up; one that is not told makes it « at least »; an active one is never named."""
    assert unsigned_of(AGAIN, {"INS": 12, "PLAIE": 7}, AGAIN) == Unsigned((INSULIN, OXYGEN), 12, at_least=True)
    assert unsigned_of(AGAIN, {"INS": 12, "O2": 5}, AGAIN) == Unsigned((INSULIN, OXYGEN), 17)
    assert unsigned_of(AGAIN, {"INS": 12}, {"INS", "PLAIE"}) == Unsigned((INSULIN,), 12, changed=True)
    assert unsigned_of(AGAIN, {}, {"PLAIE"}) is None
    assert unsigned_of(signed_views(TABLE), {}, TABLE) is None


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Unsigned(("A",), 1, changed=True), "Dont 1 besoin sans solution de catégories dont le délai n’est plus validé : A."),
        (Unsigned(("A", "B"), 6), "Dont 6 besoins sans solution de catégories dont le délai n’est pas validé : A · B."),
        (
            Unsigned(("A", "B"), 6, at_least=True),
            "Dont au moins 6 besoins sans solution de catégories dont le délai n’est pas validé : A · B.",
        ),
        (
            Unsigned(("A",), changed=True),
            "Catégories dont le délai n’est plus validé par un médecin : A ; leurs besoins sont comptés avec le délai connu.",
        ),
        (
            Unsigned(tuple("ABCDEFG")),
            "Catégories dont le délai n’est pas validé par un médecin : A · B · C · D · E et 2 autres ; leurs besoins sont"
            " comptés avec le délai connu.",
        ),
    ],
)  # fmt: skip
def test_the_words(one: Unsigned, words: str) -> None:
    """With a number or without, validated once or never."""
    assert unsigned_words(one).replace("\u00a0", " ") == words
