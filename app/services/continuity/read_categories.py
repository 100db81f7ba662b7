"""Categories of needs in force with who validated them, and the rules of continuity: masking threshold, delays, defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.continuity.signature import CategorySignature, CategoryView
from app.services.keeping.reference import read_library
from app.store import category_validations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.continuity.category import Category
    from app.library import Library
    from app.store.database import Connection, Store


def categories_of(conn: Connection, library: Library) -> Mapping[str, CategoryView]:
    """Category code → the category and its signature, in the order of the table. Raises InvalidInput."""
    held = category_validations.every(conn)
    return {code: _view(one, held.get(code, ())) for code, one in category_table(library).items()}


def category_table(library: Library) -> Mapping[str, Category]:
    """The categories in force by code, in the order of the table. Raises InvalidInput."""
    return {one.code: one for one in library.care_categories}


def continuity_rules(library: Library) -> dict[str, int]:
    """Setting → whole number. Raises InvalidInput when one is out of bounds."""
    return dict(library.continuity_rules)


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
