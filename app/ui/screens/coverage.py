"""Carte: what holds and what lacks on each half-day, where, why, on whom it hangs, whom to call; before and after a shock."""

from __future__ import annotations

from app.core.errors import N_
from app.ui.panels import (
    coverage_absences,
    coverage_assumptions,
    coverage_losses,
    coverage_map,
    coverage_needs,
    coverage_pairs,
    coverage_reinforce,
    coverage_roads,
)
from app.ui.parts import panel_choice

PANELS = {
    "carte": (N_("Carte"), coverage_map.show),
    "besoins": (N_("Besoins"), coverage_needs.show),
    "pertes": (N_("Pertes"), coverage_losses.show),
    "paires": (N_("Paires"), coverage_pairs.show),
    "renforts": (N_("Renforts"), coverage_reinforce.show),
    "absences": (N_("Absences"), coverage_absences.show),
    "routes": (N_("Routes"), coverage_roads.show),
    "hypotheses": (N_("Hypothèses"), coverage_assumptions.show),
}
"""Code of the address → its words, and what draws it with its own headline."""


def main() -> None:
    """The choice first, then the panel: its sentence, its choices, its pictures."""
    PANELS[panel_choice.show({code: words for code, (words, _draw) in PANELS.items()})][1]()


main()
