"""Relais: who is closed, what is cut, what practices can take over, care at a distance, hand-overs; each place has its address."""

from __future__ import annotations

from app.core.errors import N_
from app.ui.panels import (
    relays_closures,
    relays_discharges,
    relays_hand_overs,
    relays_helpers,
    relays_outages,
    relays_practices,
    relays_remotes,
)
from app.ui.parts import panel_choice

PANELS = {
    "fermetures": (N_("Fermetures"), relays_closures.show),
    "coupures": (N_("Coupures"), relays_outages.show),
    "transmissions": (N_("Transmissions"), relays_hand_overs.show),
    "sorties": (N_("Sorties d’hôpital"), relays_discharges.show),
    "aides": (N_("Aides"), relays_helpers.show),
    "cabinets": (N_("Cabinets"), relays_practices.show),
    "distance": (N_("À distance"), relays_remotes.show),
}
"""Code of the address → its words, and what draws it with its own headline."""


def main() -> None:
    """The choice first, then the place chosen: its sentence, its figures, its buttons."""
    panel = panel_choice.show({code: words for code, (words, _draw) in PANELS.items()})
    PANELS[panel][1]()


main()
