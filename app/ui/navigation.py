"""The words of the top navigation, in order, with the screens that exist."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.access.permissions import Action
from app.core.errors import N_
from app.words import _

SCREENS = Path(__file__).parent / "screens"


@dataclass(frozen=True, slots=True)
class Place:
    """One screen: its file in ``screens/``, its name, its address and what it answers."""

    file: str
    title: str
    address: str
    icon: str
    answers: str
    action: Action = Action.READ_ROTA
    """What a role must be allowed to do to see the place."""


SECTIONS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("", (Place("home", N_("Accueil"), "accueil", "home", N_("Ce qui ne va pas, et par quoi commencer.")),)),
    (
        N_("Centre"),
        (
            Place(
                "roster", N_("Effectifs"), "effectifs", "group", N_("Qui peut venir, à quel titre, avec quel contact.")
            ),
            Place("centre", N_("Centre"), "centre", "vaccines", N_("Des doses aux lignes, des lignes aux places.")),
            Place("availability", N_("Disponibilités"), "disponibilites", "event_available", N_("Qui vient quand.")),
            Place(
                "rota", N_("Planning"), "planning", "calendar_month", N_("Qui tient quelle place, et ce qui manque.")
            ),
            Place(
                "call_outs", N_("Appels"), "appels", "campaign", N_("Qui appeler pour un trou, et où en est l’appel.")
            ),
            Place(
                "messages", N_("Messages"), "messages", "mail", N_("Ce qui part, par où, et ce qui n’est pas parti.")
            ),
            Place("day", N_("Jour J"), "jour-j", "today", N_("Ouvrir, émarger, compter les doses, fermer une ligne.")),
            Place(
                "indicators", N_("Indicateurs"), "indicateurs", "monitoring", N_("Ce qui a été fait, compté et prouvé.")
            ),
        ),
    ),
    (
        N_("Plans"),
        (
            Place(
                "log",
                N_("Main courante"),
                "main-courante",
                "edit_note",
                N_("Ce qui a été appris, décidé et fait, dans l’ordre."),
                Action.READ_LOG,
            ),
        ),
    ),
    (
        N_("Réglages"),
        (
            Place(
                "rules",
                N_("Règles et tarifs"),
                "regles",
                "gavel",
                N_("Ce que disent les textes, depuis quand, et d’où."),
                Action.EDIT_REFERENCE,
            ),
            Place(
                "accounts",
                N_("Comptes"),
                "comptes",
                "manage_accounts",
                N_("Qui peut se connecter, avec quel rôle, depuis quels appareils."),
                Action.MANAGE_ACCOUNTS,
            ),
            Place(
                "data",
                N_("Données"),
                "donnees",
                "database",
                N_("Sauvegardes, durées de conservation, droits des personnes, clés."),
                Action.BACK_UP,
            ),
            Place(
                "journal",
                N_("Journal"),
                "journal",
                "history",
                N_("Qui a fait quoi, quand, et la preuve que rien n’a été réécrit."),
                Action.READ_JOURNAL,
            ),
        ),
    ),
)


def existing_pages() -> dict[str, list[StreamlitPage]]:
    """The pages whose file is there, by section, titled in the language of the run; the first one is the home page."""
    pages: dict[str, list[StreamlitPage]] = {}
    for section, places in SECTIONS:
        here = [_page(place) for place in places if (SCREENS / f"{place.file}.py").is_file()]
        if here:
            pages[_(section)] = here
    return pages


def _page(place: Place) -> StreamlitPage:
    home = place.file == "home"
    return st.Page(
        SCREENS / f"{place.file}.py",
        title=_(place.title),
        icon=f":material/{place.icon}:",
        url_path=None if home else place.address,
        default=home,
        help=_(place.answers),
    )
