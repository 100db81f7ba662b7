"""Laboratoire: what a shock breaks, whom, and what the plan gives back; composed, run, kept, compared."""

from __future__ import annotations

from app.access.permissions import Action
from app.core.errors import N_
from app.ui.panels import laboratory_compare, laboratory_compose, laboratory_result, laboratory_saved
from app.ui.parts import panel_choice
from app.ui.session import may

PANELS = {
    "composer": (N_("Composer"), laboratory_compose.show, Action.RUN_DRILLS),
    "resultat": (N_("Résultat"), laboratory_result.show, Action.RUN_DRILLS),
    "essais": (N_("Essais gardés"), laboratory_saved.show, Action.READ_DRILLS),
    "comparer": (N_("Comparer"), laboratory_compare.show, Action.READ_DRILLS),
}
"""Code in the address → its words, what draws it, and what a role must be allowed to do to see it."""


def main() -> None:
    """The choice first, then the panel: its sentence, its buttons, its pictures."""
    shown = {code: words for code, (words, _draw, action) in PANELS.items() if may(action)}
    PANELS[panel_choice.show(shown)][1]()


main()
