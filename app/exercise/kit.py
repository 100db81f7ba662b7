"""What each participant of an exercise holds on paper, section by section. Pure: it says what, :mod:`app.documents` draws it."""

from __future__ import annotations

from enum import StrEnum

from app.core.errors import N_


class KitKind(StrEnum):
    """Whose kit."""

    ANIMATORS = "animators"
    PLAYERS = "players"
    OBSERVERS = "observers"
    PAPER = "paper"


KIT_WORDS = {
    KitKind.ANIMATORS: N_("Livret de l’animation"),
    KitKind.PLAYERS: N_("Livrets des joueurs"),
    KitKind.OBSERVERS: N_("Livret des observateurs"),
    KitKind.PAPER: N_("Chronogramme papier"),
}
