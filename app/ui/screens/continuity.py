"""Vue d'ensemble: who is left without care now, who would be if something failed; numbers only, as far as the role may know."""

from __future__ import annotations

from app.access.permissions import Action
from app.core.errors import N_
from app.ui.panels import continuity_expected, continuity_if, continuity_lists, continuity_live
from app.ui.parts import panel_choice
from app.ui.session import may

PANELS = {
    "direct": (N_("En direct"), continuity_live.show, Action.READ_CONTINUITY),
    "et-si": (N_("Et si…"), continuity_if.show, Action.RUN_CONTINUITY),
    "listes": (N_("Listes"), continuity_lists.show, Action.READ_CONTINUITY),
    "attendu": (N_("Attendu"), continuity_expected.show, Action.READ_CONTINUITY),
}
"""Code in the address → its words, what draws it, and what a role must be allowed to do to see it."""


def main() -> None:
    """The choice first, then the panel: its sentence, its figures, its buttons."""
    shown = {code: words for code, (words, _draw, action) in PANELS.items() if may(action)}
    PANELS[panel_choice.show(shown)][1]()


main()
