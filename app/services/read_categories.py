"""Categories of needs in force with who validated them, and the rules of continuity: masking threshold, delays, defaults."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.continuity.category import category_of
from app.continuity.signature import CategorySignature, CategoryView
from app.core.errors import N_, InvalidInput
from app.library.content import built
from app.services.content_files import DAYS, HOURS, figures_of
from app.services.reference import read_library
from app.store import category_validations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.continuity.category import Category
    from app.library import Library
    from app.store.database import Connection, Store

CATEGORIES, RULES = "care_categories.csv", "continuity_rules.csv"
BOUNDS: Mapping[str, tuple[int, int]] = {
    "masking_threshold": (2, 100),
    "need_days": (1, 730),
    "review_days": (1, 730),
    "copy_check_days": DAYS,
    "copy_test_days": DAYS,
    "absorbable_percent": (0, 100),
    "radius_minutes": (0, 240),
    "daily_visits_per_member": (1, 200),
    "appointment_hours": HOURS,
}
"""Inside what each rule is a rule: a threshold of 1 masks nothing, a need that never ends is not one (RGPD art. 5 §1 e)."""


def categories_of(conn: Connection, library: Library) -> Mapping[str, CategoryView]:
    """Category code → the category and its signature, in the order of the table. Raises InvalidInput."""
    held = category_validations.every(conn)
    return {code: _view(one, held.get(code, ())) for code, one in category_table(library).items()}


@lru_cache(maxsize=4)
def category_table(library: Library) -> Mapping[str, Category]:
    """``data/care_categories.csv`` by code; a code that stands twice is refused. Raises InvalidInput.

    Read once for a library, which is built anew when its files change (:func:`app.services.reference.read_library`).
    """
    found: dict[str, Category] = {}
    for record in library.file(CATEGORIES):
        category = built(record, category_of)
        if category.code in found:
            raise InvalidInput(
                N_("{file}, ligne {line} : la catégorie {code} y est déjà."),
                file=record.where, line=record.line, code=category.code,
            )  # fmt: skip
        found[category.code] = category
    return MappingProxyType(found)


def continuity_rules(library: Library) -> dict[str, int]:
    """``data/continuity_rules.csv``: setting → whole number. Raises InvalidInput when one is missing or out of bounds."""
    return dict(_rules(library))


@lru_cache(maxsize=4)
def _rules(library: Library) -> Mapping[str, int]:
    return figures_of(library, RULES, BOUNDS)


def read_categories(actor: Actor, store: Store) -> Mapping[str, CategoryView]:
    """Every category with its signature, without the name for who may not read the directory. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    with store.reading() as conn:
        views = categories_of(conn, read_library(store, conn))
    if may(actor, Action.READ_DIRECTORY):
        return views
    return {
        code: CategoryView(one.category, _unnamed(one.signature), _unnamed(one.former)) for code, one in views.items()
    }


def profession_labels(actor: Actor, store: Store) -> dict[str, str]:
    """Slug → name of every profession, for the table of categories. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    with store.reading() as conn:
        return {one.slug: one.label() for one in read_library(store, conn).professions}


def _view(category: Category, signatures: tuple[CategorySignature, ...]) -> CategoryView:
    mark = category.mark
    present = next((one for one in signatures if one.mark == mark), None)
    former = None if present else next(iter(signatures), None)
    return CategoryView(category, present, former)


def _unnamed(signature: CategorySignature | None) -> CategorySignature | None:
    if signature is None:
        return None
    return CategorySignature(signature.category, signature.mark, "", signature.quality, signature.signed_at)
