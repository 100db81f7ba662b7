"""Planning without a centre: what the page will hold, and the first step."""

from __future__ import annotations

from app.ui.panels.home_tasks import go_to
from app.ui.parts import headline
from app.words import _


def show() -> None:
    """Draw the invitation."""
    headline.show(
        _("Aucun centre : le planning montrera qui tient quel poste, ce qui manque et qui appeler."),
        detail=_("Commencez par décrire le centre : ses séances et ses postes en découlent."),
    )
    go_to("centre", _("Monter le centre"), {})
