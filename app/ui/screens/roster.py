"""Effectifs: who can come, in which profession, with which contact; import lists, open a sheet, add a helper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

from app.access.permissions import Action
from app.core.errors import N_
from app.services.roster.read_roster import read_roster, take_roster
from app.ui.panels import file_import, roster_person, roster_said, roster_start
from app.ui.parts import filter_bar, headline, panel_choice, people_table, reserved
from app.ui.session import current_actor, current_store, may
from app.ui.views import roster
from app.words import _

if TYPE_CHECKING:
    from app.services.roster.read_roster import RosterDesk

PANELS = {"people": N_("Personnes"), "import": N_("Importer un fichier"), "community": N_("Communauté et territoire")}


def main() -> None:
    """An invitation while nobody is there, the people afterwards."""
    desk = read_roster(current_actor(), current_store())
    if not desk.people:
        _start(desk)
        return
    headline.show(roster.roster_sentence(desk), where=desk.community.name, detail=roster.detail_sentence(desk))
    panel = _panel()
    if panel == "import":
        file_import.show(("people", "sites"), key="roster_import")
    elif panel == "community":
        roster_start.show(desk, first=True)
    else:
        if may(Action.IMPORT_ROSTER):
            roster_said.show()
        _people(desk)
        roster_person.show(desk)


def _panel() -> str:
    """The panel of the address; there is nothing to choose where the role opens the first one only."""
    needs = {"import": Action.IMPORT_ROSTER, "community": Action.SET_UP_COMMUNITY}
    return panel_choice.show({code: words for code, words in PANELS.items() if code not in needs or may(needs[code])})


def _start(desk: RosterDesk) -> None:
    if not may(Action.IMPORT_ROSTER):
        headline.show(_("L’effectif est vide."), where=desk.community.name)
        reserved.show(Action.IMPORT_ROSTER, _("Une liste de professionnels s’importe ici."))
        return
    if not desk.community.name:
        headline.show(_("Commencez par dire qui vous êtes : le nom de la communauté et son territoire."))
        roster_start.show(desk, first=True)
        return
    headline.show(
        _("L’effectif est vide : importez une liste de professionnels."),
        where=desk.community.name,
        detail=_("Rien n’est écrit avant que vous ayez vu ce que le fichier change, ligne par ligne."),
    )
    file_import.show(("people", "sites"), key="roster_import")


def _people(desk: RosterDesk) -> None:
    search, profession, commune, mission = st.columns(4)
    with search:
        words = filter_bar.search(_("Chercher un nom, un numéro"), key="recherche")
    with profession:
        job = filter_bar.choice(_("Profession"), roster.profession_choices(desk), key="profession", everything=_("Toutes les professions"))  # fmt: skip
    with commune:
        place = filter_bar.choice(_("Commune"), roster.commune_choices(desk), key="commune", everything=_("Toutes les communes"))  # fmt: skip
    with mission:
        what = filter_bar.choice(_("Mission"), roster.mission_choices(desk), key="mission", everything=_("Toutes les missions"))  # fmt: skip
    people = roster.filtered(desk, roster.RosterFilters(words, job, place, what))
    if not people:
        st.info(_("Personne ne correspond à ces filtres : élargissez-les."), icon=":material/filter_alt_off:")
        return
    # A table chooses by place: once people stand in another order, what was chosen is nobody.
    chosen = people_table.show(
        roster.header(people),
        roster.rows(desk, people),
        key=f"roster_{crc32(' '.join(one.id for one in people).encode())}",
        file_name="effectifs.csv",
        before=lambda: take_roster(current_actor(), current_store(), [one.id for one in people]),
    )
    if chosen and chosen != st.session_state.get("roster_seen"):
        roster_person.ask(chosen)
    st.session_state["roster_seen"] = chosen
    with st.container(horizontal=True):
        if chosen:
            st.button(_("Rouvrir la fiche"), icon=":material/badge:", on_click=roster_person.ask, args=(chosen,))
        adds = may(Action.IMPORT_ROSTER)
        st.button(
            _("Ajouter une personne sans RPPS"), icon=":material/person_add:", on_click=roster_person.ask_helper,
            disabled=not adds, help=None if adds else reserved.reason(Action.IMPORT_ROSTER),
        )  # fmt: skip


main()
