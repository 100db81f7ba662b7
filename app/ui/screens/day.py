"""Jour J: may the session open, who is there, doses, incidents, closing a line; the sheets of tomorrow and of the week."""

from __future__ import annotations

from app.core.ids import SessionId
from app.services.activity.read_session_day import day_sessions, read_session_day
from app.services.rota.read_centres import read_centres
from app.ui.panels import day_attendance, day_choice, day_closing, day_doses, day_incidents, day_opening, day_prints
from app.ui.panels.chosen import chosen_centre
from app.ui.parts import headline
from app.ui.session import current_actor, current_store
from app.ui.views import day as view
from app.words import _

SHOW = {
    "ouverture": day_opening.show,
    "presences": day_attendance.show,
    "doses": day_doses.show,
    "incidents": day_incidents.show,
    "fermer": day_closing.show,
}


def main() -> None:
    """The sentence first; the address carries session and panel."""
    store = current_store()
    every = read_centres(current_actor(), store)
    centre = chosen_centre(every) if every else None
    found = day_sessions(current_actor(), store, centre.id) if centre else ()
    if centre is None or not found:
        headline.show(
            _("Aucune séance publiée ces jours-ci."),
            detail=_(
                "Ici s’ouvriront les séances : contrôle, présents, doses, incidents. Publiez d’abord le planning."
            ),
        )
        return
    chosen = day_choice.chosen(found, store.now())
    day = read_session_day(current_actor(), store, SessionId(chosen.id))
    headline.show(view.sentence(day), where=view.where(day), state=view.state(day), detail=view.detail(day))
    day_choice.show(found, chosen, store.now())
    panel = day_choice.panel(day)
    SHOW[panel](day)
    day_prints.show(day)


main()
