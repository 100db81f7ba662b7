"""The first minutes of a folder: whose it is, then who can come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.read_roster import territories
from app.ui.boundary import tell
from app.ui.parts import community_form
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from app.services.roster.read_roster import RosterDesk, Territory


def show(desk: RosterDesk, *, first: bool) -> None:
    """Ask the community's name and territory; ``first`` when nothing else can be done on the screen."""
    choices = {one.name: territory_name(one) for one in territories(current_actor(), current_store())}
    try:
        saved = community_form.show(desk.community, choices, key="community", first=first)
        if saved:
            set_up_community(current_actor(), current_store(), saved)
            st.toast(_("Communauté enregistrée."))
            st.rerun()
    except ReleveError as error:
        tell(error)


def territory_name(territory: Territory) -> str:
    """« Auray et ses environs (31 communes) »."""
    return _("{commune} et ses environs ({n} communes)").format(commune=territory.main_commune, n=territory.communes)
