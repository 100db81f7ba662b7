"""A category is active once a named physician signed its row as it stands; else it takes nothing new and says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.continuity.signature import CategoryState, CategoryView, active, require_active
from app.core.errors import RuleRefusal
from app.library import Library
from app.services.continuity.read_categories import category_table
from app.words.errors import sentence
from tests.services.signed_categories import signed_views

TABLE = category_table(Library())
VIEWS = signed_views(TABLE, "O2")
CHANGED = CategoryView(TABLE["INS"], None, VIEWS["INS"].signature)


def test_a_category_is_active_to_validate_or_changed() -> None:
    """The three states, and those that new needs may hang on."""
    assert (VIEWS["INS"].state, VIEWS["O2"].state, CHANGED.state) == (
        CategoryState.ACTIVE, CategoryState.TO_VALIDATE, CategoryState.CHANGED,
    )  # fmt: skip
    assert list(active(VIEWS)) == [code for code in TABLE if code != "O2"]


def test_what_is_not_active_is_refused_with_what_to_do() -> None:
    """By its name, and where it is validated; what is active passes."""
    require_active(VIEWS["INS"])
    for one in (VIEWS["O2"], CHANGED, replace(VIEWS["INS"], signature=None)):
        with pytest.raises(RuleRefusal) as refused:
            require_active(one)
        assert sentence(refused.value).replace("\u00a0", " ") == (
            f"La catégorie « {one.category.label} » n’est pas encore validée par un médecin : demandez à la coordination"
            " de la faire valider dans Mes suivis › Catégories."
        )
