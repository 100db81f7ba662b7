"""Scénarios: the exercises ready to be played, one of them read or changed, and a new one written; each has its address."""

from __future__ import annotations

from app.access.permissions import Action
from app.core.errors import N_
from app.ui.panels import scenarios_new, scenarios_open, scenarios_page, scenarios_shelf
from app.ui.parts import panel_choice
from app.ui.session import may

PANELS = {
    "bibliotheque": (N_("Bibliothèque"), scenarios_shelf.show, Action.READ_DRILLS),
    "ecrire": (N_("Écrire"), scenarios_new.show, Action.RUN_DRILLS),
}
"""Code in the address → its words, what draws it, and what a role must be allowed to do to see it."""


def main() -> None:
    """A scenario of the address, else the shelf or the way to write one."""
    if code := scenarios_open.asked():
        scenarios_page.show(code)
        return
    shown = {code: words for code, (words, _draw, action) in PANELS.items() if may(action)}
    PANELS[panel_choice.show(shown)][1]()


main()
