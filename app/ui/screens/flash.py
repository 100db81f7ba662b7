"""Exercice flash: the weakest point of the month in three questions, sent by link, scored by the figures."""

from __future__ import annotations

from app.access.permissions import Action
from app.services.laboratory.read_flash import read_flashes
from app.ui.panels import flash_new, flash_results
from app.ui.parts import exercise_strip, headline
from app.ui.session import current_actor, current_store, may
from app.ui.views import flash as view
from app.words import _


def main() -> None:
    """The sentence first, then the exercise to send, then those that were held."""
    desk = read_flashes(current_actor(), current_store())
    headline.show(view.sentence(desk), where=_("Exercice flash · dix minutes"))
    exercise_strip.show(_("rien de ce qui est supposé ici n’est réel."))
    if may(Action.RUN_DRILLS):
        flash_new.show(desk)
    flash_results.show(desk)


main()
