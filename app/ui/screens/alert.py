"""Alerte: who is alerted, who has answered, who is there and when; whom to ring; the call tree, tested and printed."""

from __future__ import annotations

from app.core.errors import N_
from app.services.crisis.read_alert import read_alerts
from app.ui.panels import alert_flow, alert_launch, alert_live, alert_reports, alert_tree, desk_point
from app.ui.parts import panel_choice
from app.ui.session import current_actor, current_store

PANELS = {
    "direct": (N_("En direct"), alert_live.show),
    "lancer": (N_("Lancer"), alert_launch.show),
    "point": (N_("Point cabinets"), desk_point.show),
    "arbre": (N_("Arbre d’appel"), alert_tree.show),
    "logigramme": (N_("Logigramme"), alert_flow.show),
    "comptes-rendus": (N_("Comptes rendus"), alert_reports.show),
}
"""Code in the address → its words and what draws it. Each panel draws its own headline."""


def main() -> None:
    """What runs comes first; with nothing running, an alert is ready to be launched."""
    found = read_alerts(current_actor(), current_store())
    panel = panel_choice.show(
        {code: words for code, (words, _draw) in PANELS.items()}, "direct" if found.running else "lancer"
    )
    PANELS[panel][1](found)


main()
