"""Actions: the improvement plan. Who does what, before when, proved how; milestones of the reviews; what was told back."""

from __future__ import annotations

from app.core.errors import N_
from app.services.exercise.read_improvements import read_improvements
from app.ui.panels import (
    improvements_list,
    improvements_milestones,
    improvements_page,
    improvements_progress,
    improvements_restitution,
)
from app.ui.parts import panel_choice
from app.ui.session import current_actor, current_store

PANELS = {
    "actions": (N_("Actions"), improvements_list.show),
    "avancement": (N_("Avancement"), improvements_progress.show),
    "jalons": (N_("Jalons"), improvements_milestones.show),
    "restitutions": (N_("Restitutions"), improvements_restitution.show),
}
"""Code of the address → its words, and what draws it with its own headline."""


def main() -> None:
    """The action of the address, else the panel chosen."""
    desk = read_improvements(current_actor(), current_store())
    if improvements_page.asked():
        improvements_page.show(desk)
        return
    PANELS[panel_choice.show({code: words for code, (words, _draw) in PANELS.items()})][1](desk)


main()
