"""Créneaux: unscheduled care day by day, what practices keep, calls, figures, closed practices' slots, calendars."""

from __future__ import annotations

from app.access.permissions import Action
from app.core.errors import N_
from app.ui.panels import slots_calendars, slots_calls, slots_day, slots_figures, slots_moves, slots_series
from app.ui.parts import panel_choice
from app.ui.session import may

PANELS = {
    "jour": (N_("Places"), slots_day.show, Action.READ_CONTINUITY),
    "reguliers": (N_("Créneaux tenus"), slots_series.show, Action.KEEP_SLOTS),
    "fermetures": (N_("Cabinets fermés"), slots_moves.show, Action.RUN_CONTINUITY),
    "appels": (N_("Appels"), slots_calls.show, Action.READ_CONTINUITY),
    "chiffres": (N_("Chiffres"), slots_figures.show, Action.READ_CONTINUITY),
    "calendriers": (N_("Calendriers"), slots_calendars.show, Action.MANAGE_LINKS),
}
"""Code of the address → its words, what draws it with its own headline, and what a role must be allowed to do."""


def main() -> None:
    """The choice among what the role opens, then the place chosen."""
    opened = {code: words for code, (words, _draw, action) in PANELS.items() if may(action)}
    PANELS[panel_choice.show(opened)][1]()


main()
