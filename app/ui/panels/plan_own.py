"""Our plan: what it lacks, its sections, its versions, to whom it was sent."""

from __future__ import annotations

from app.ui.parts import headline
from app.words import _


def show() -> None:
    """The sentence first."""
    headline.show(_("Notre plan n’est pas commencé."))
