"""Categories of care validated by a named physician, as a community does before it notes needs: what every folder of needs begins with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.continuity.signature import CategorySignature, CategoryView
from app.services.continuity.read_categories import read_categories
from app.services.continuity.validate_category import validate_categories
from app.services.keeping.reference import edit_reference, read_library
from app.store import reference
from tests.builders import COORDINATOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.continuity.category import Category
    from app.store.database import Store

PHYSICIAN = "Dr Nolwenn Fictif"


def sign_categories(store: Store, *codes: str) -> None:
    """These categories, or all of them, signed as they stand."""
    views = read_categories(COORDINATOR, store)
    marks = {code: one.category.mark for code, one in views.items() if not codes or code in codes}
    validate_categories(COORDINATOR, store, marks, name=PHYSICIAN, quality="médecin référent")


def change_category(store: Store, code: str, hours: int = 9) -> None:
    """The community gives a category another limit: its signature is of the row as it was."""
    with store.reading() as conn:
        rows = {one.cells["code"]: one.cells for one in read_library(store, conn).file("care_categories.csv")}
        held = reference.rows(conn).get("care_categories", [])
    changed = {**rows[code], "max_interruption_hours": str(hours)}
    own = [one for one in held if one["code"] != code]
    edit_reference(COORDINATOR, store, "care_categories", [*own, changed], "Réunion du 2 novembre")


def signed_views(table: Mapping[str, Category], *but: str) -> dict[str, CategoryView]:
    """The same without a folder: every category of a table signed, ``but`` these."""
    on = datetime(2026, 11, 2, tzinfo=UTC)
    return {
        code: CategoryView(
            one, None if code in but else CategorySignature(code, one.mark, PHYSICIAN, "médecin référent", on)
        )
        for code, one in table.items()
    }
