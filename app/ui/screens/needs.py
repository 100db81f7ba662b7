"""Mes suivis: a practice's own needs, row by row; for the coordination, totals per practice and never a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action
from app.core.errors import N_
from app.services.continuity.read_register import own_practices
from app.ui.panels import needs_categories, needs_copies, needs_counts, needs_desk, needs_import, needs_rows
from app.ui.parts import panel_choice
from app.ui.session import current_actor, current_store, may

if TYPE_CHECKING:
    from collections.abc import Callable

OWN: dict[str, tuple[str, Callable[[], None]]] = {
    "suivis": (N_("Nos besoins"), needs_rows.show),
    "importer": (N_("Importer"), needs_import.show),
}
"""For whoever may read rows: a member of the practice, or its own machine."""

EVERYONE: dict[str, tuple[str, Callable[[], None]]] = {
    "nombres": (N_("Nombres"), needs_counts.show),
    "copies": (N_("Copies scellées"), needs_copies.show),
}


def main() -> None:
    """The practice's own rows where they are one's own, else the practices' totals."""
    is_own = bool(own_practices(current_actor(), current_store()))
    first = OWN if is_own else {"cabinets": (N_("Cabinets"), needs_desk.show)}
    last = {"categories": (N_("Catégories"), needs_categories.show)} if may(Action.READ_CONTINUITY) else {}
    panels = first | EVERYONE | last
    panel = panel_choice.show({code: words for code, (words, _draw) in panels.items()})
    panels[panel][1]()


main()
