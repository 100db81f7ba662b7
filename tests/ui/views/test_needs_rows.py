"""How needs are said to their own practice: hours, what they hang on, how much a limit is worth."""

from __future__ import annotations

import pytest

from app.continuity.signature import CategorySignature, CategoryView
from app.library import Library
from app.services.continuity.read_categories import category_table
from app.ui.views import needs_categories, needs_rows
from tests.builders import THURSDAY

O2 = category_table(Library())["O2"]
SIGNED = CategoryView(O2, CategorySignature("O2", O2.mark, "Dr Anne Fictif", "médecin référente", THURSDAY))


@pytest.mark.parametrize(
    ("hours", "said"),
    [(None, "–"), (0, "aucune"), (12, "12 h"), (24, "24 h"), (48, "2 jours"), (50, "50 h"), (168, "7 jours")],
)
def test_hours_are_said_as_people_do(hours: int | None, said: str) -> None:
    """Two days and more in days, when they are whole."""
    assert needs_rows.hours(hours).replace("\xa0", " ") == said


def test_a_category_nobody_answered_for_says_so_where_it_is_chosen() -> None:
    """Signed, it no longer does."""
    assert "valeur indicative" in needs_rows.option(CategoryView(O2))
    assert "valeur indicative" not in needs_rows.option(SIGNED)


def test_the_table_of_categories_says_who_answers_and_where_values_come_from() -> None:
    """Professions by name, what it hangs on, the signature."""
    _header, [row] = needs_categories.sheet({"O2": SIGNED}, {"infirmier": "infirmier", "medecin": "médecin"})
    assert row[:4] == ["Oxygène (concentrateur ou liquide)", "1 · vital", "4 h", "électricité, prestataire à domicile"]
    assert row[6] == "validé par Dr Anne Fictif, médecin référente, le 26 novembre 2026"
    _header, [origin] = needs_categories.origins({"O2": SIGNED})
    assert "non vérifiée" in str(origin[2])
