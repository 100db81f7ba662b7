"""Centre: from doses to lines, from lines to seats, and what the people there are can give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import monday_of
from app.core.errors import N_
from app.core.ids import CentreId
from app.services.rota.read_centre import read_desk
from app.services.rota.read_rota import read_rota
from app.ui.panels import centre_bookings, centre_creation, centre_needs, centre_sessions, centre_week
from app.ui.panels.chosen import chosen_week, week_buttons
from app.ui.parts import address, headline, panel_choice
from app.ui.session import current_actor, current_store
from app.ui.views.centre_present import first_day_sentence, state_of
from app.ui.views.centre_week import designation_sentence, place_sentence
from app.ui.views.told_apart import told_apart
from app.words import _

if TYPE_CHECKING:
    from app.services.rota.read_centre import CentreDesk
    from app.services.rota.read_rota import RotaView

ANOTHER = ""
"""The choice that opens the creation of one more centre."""
PANELS = {
    "week": N_("Semaine"),
    "bookings": N_("Rendez-vous"),
    "sessions": N_("Ouvrir des séances"),
    "needs": N_("Besoins"),
    "identity": N_("Identité"),
}


def main() -> None:
    """The chosen centre, or the creation of the first one."""
    desk = read_desk(current_actor(), current_store())
    top, choice = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with choice:
        centre_id = _chosen(desk)
        if centre_id is None:
            with top:
                centre_creation.show(desk)
            return
        view = read_rota(current_actor(), current_store(), centre_id)
        panel = _panel(view)
        monday = chosen_week(view) if panel in ("week", "bookings") else None
        if monday:
            week_buttons(view, monday)
    with top:
        _headline(desk, view)
    if panel in ("week", "bookings") and monday:
        centre_week.show(desk, view, monday) if panel == "week" else centre_bookings.show(view, monday)
    elif panel == "needs":
        centre_needs.show_needs(desk, view)
    elif panel == "identity":
        centre_needs.show_identity(desk, view)
    else:
        centre_sessions.show(desk, view)


def _chosen(desk: CentreDesk) -> CentreId | None:
    created = st.session_state.pop("centre_created", None)
    if created:
        st.query_params["centre"] = created
    if not desk.centres:
        return None
    names = told_apart(
        {str(centre.id): centre.name for centre in desk.centres},
        {str(centre.id): centre.place.commune for centre in desk.centres},
    )
    names[ANOTHER] = _("Ouvrir un autre centre…")
    chosen = address.select(_("Centre"), names, address="centre", width=280, hidden=True)
    return CentreId(chosen)


def _panel(view: RotaView) -> str:
    offered = list(PANELS) if view.upcoming else ["sessions", "needs", "identity"]
    return panel_choice.show({code: PANELS[code] for code in offered})


def _headline(desk: CentreDesk, view: RotaView) -> None:
    first = [one for one in view.upcoming if monday_of(one.day) == monday_of(view.upcoming[0].day)]
    capacities, basis = centre_week.foreseen(desk, view, first)
    sentence = first_day_sentence(capacities, desk.label, desk.today, basis)
    headline.show(
        sentence or _("Aucune séance à venir : ouvrez-en."),
        where=place_sentence(view.centre),
        state=state_of(capacities),
        detail=designation_sentence(view.centre.designation),
    )


main()
