"""Words of the journal entries of exercises, their reviews and the improvement plan."""

from __future__ import annotations

from app.core.errors import N_

EXERCISE_ENTRIES: dict[str, str] = {
    "exercise_prepared": N_("exercice préparé"),
    "exercise_changed": N_("exercice modifié"),
    "exercise_removed": N_("exercice retiré"),
}
"""Type → words, in the order they usually come."""
