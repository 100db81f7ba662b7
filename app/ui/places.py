"""The screens of the product, in the order of the bar: name, address, what each answers, and which a role opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, may
from app.core.errors import N_

if TYPE_CHECKING:
    from app.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """One screen: its file in ``screens/``, its name, its address and what it answers."""

    file: str
    title: str
    address: str
    icon: str
    answers: str
    action: Action = Action.READ_ROTA
    """What a role must be allowed to do to see the place: what its screen reads first."""
    is_in_bar: bool = True
    """Whether its name stands in the bar; the search has its field there."""


HOME = "home"
"""The screen at the bare address."""

SECTIONS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place("home", N_("Accueil"), "accueil", "home", N_("Ce qui ne va pas, et par quoi commencer.")),
            Place(
                "search",
                N_("Recherche"),
                "recherche",
                "search",
                N_("Personnes, séances, plans, fiches, contacts, exercices et réglages, d’un seul champ."),
                Action.READ_REFERENCE,
                is_in_bar=False,
            ),
        ),
    ),
    (
        N_("Centre"),
        (
            Place(
                "roster",
                N_("Effectifs"),
                "effectifs",
                "group",
                N_("Qui peut venir, à quel titre, avec quel contact."),
                Action.READ_ROSTER,
            ),
            Place(
                "centre",
                N_("Centre"),
                "centre",
                "vaccines",
                N_("Des doses aux lignes, des lignes aux places."),
                Action.SET_UP_CENTRE,
            ),
            Place(
                "availability",
                N_("Disponibilités"),
                "disponibilites",
                "event_available",
                N_("Qui vient quand."),
                Action.RECORD_ANSWERS,
            ),
            Place(
                "rota", N_("Planning"), "planning", "calendar_month", N_("Qui tient quelle place, et ce qui manque.")
            ),
            Place(
                "call_outs",
                N_("Appels"),
                "appels",
                "campaign",
                N_("Qui appeler pour un trou, et où en est l’appel."),
                Action.SOLICIT,
            ),
            Place(
                "messages",
                N_("Messages"),
                "messages",
                "mail",
                N_("Ce qui part, par où, et ce qui n’est pas parti."),
                Action.READ_MESSAGES,
            ),
            Place(
                "day",
                N_("Jour J"),
                "jour-j",
                "today",
                N_("Ouvrir, émarger, compter les doses, fermer une ligne."),
                Action.RUN_SESSION,
            ),
            Place(
                "indicators",
                N_("Indicateurs"),
                "indicateurs",
                "monitoring",
                N_("Ce qui a été fait, compté et prouvé."),
                Action.READ_INDICATORS,
            ),
        ),
    ),
    (
        N_("Plans"),
        (
            Place(
                "plans",
                N_("Plans"),
                "plans",
                "menu_book",
                N_("Que faire, dans quel ordre, par qui : typologies, dispositions, fiches réflexes."),
                Action.READ_PLANS,
            ),
            Place(
                "alert",
                N_("Alerte"),
                "alerte",
                "notifications_active",
                N_("Qui alerter, qui a répondu, qui est disponible et quand."),
                Action.ALERT,
            ),
            Place(
                "event",
                N_("Événement"),
                "evenement",
                "crisis_alert",
                N_("Où en est la crise : qui décide, ce qui reste à faire, ce qui est demandé."),
                Action.READ_EVENT,
            ),
            Place(
                "log",
                N_("Main courante"),
                "main-courante",
                "edit_note",
                N_("Ce qui a été appris, décidé et fait, dans l’ordre."),
                Action.READ_LOG,
            ),
            Place(
                "directory",
                N_("Annuaire"),
                "annuaire",
                "contact_phone",
                N_("Qui appeler, de jour et de nuit, et qui est formé à quoi."),
                Action.READ_DIRECTORY,
            ),
        ),
    ),
    (
        N_("Continuité"),
        (
            Place(
                "continuity",
                N_("Vue d’ensemble"),
                "continuite",
                "monitor_heart",
                N_("Qui reste sans soins, qui prend la suite, avant quelle heure."),
                Action.READ_CONTINUITY,
            ),
            Place(
                "needs",
                N_("Mes suivis"),
                "mes-suivis",
                "clinical_notes",
                N_("Les besoins que tient un cabinet, sans un nom."),
                Action.RECORD_NEEDS,
            ),
            Place(
                "relays",
                N_("Relais"),
                "relais",
                "handshake",
                N_("Les cabinets, leurs fermetures, qui relaie qui, les transmissions."),
                Action.RUN_CONTINUITY,
            ),
            Place(
                "slots",
                N_("Créneaux"),
                "creneaux",
                "schedule",
                N_("Les soins non programmés : créneaux, remplissage, délai."),
                Action.READ_CONTINUITY,
            ),
        ),
    ),
    (
        N_("Couverture"),
        (
            Place(
                "coverage",
                N_("Carte"),
                "carte",
                "map",
                N_("Ce qui tient et ce qui manque, où, pourquoi, et de qui cela dépend."),
                Action.READ_DRILLS,
            ),
            Place(
                "laboratory",
                N_("Laboratoire"),
                "laboratoire",
                "experiment",
                N_("Ce que casse un choc, et ce que le plan rattrape."),
                Action.READ_DRILLS,
            ),
        ),
    ),
    (
        N_("Exercices"),
        (
            Place(
                "scenarios",
                N_("Scénarios"),
                "scenarios",
                "auto_stories",
                N_("Les exercices prêts à jouer, et ceux que l’on écrit."),
                Action.READ_DRILLS,
            ),
            Place(
                "flash",
                N_("Exercice flash"),
                "exercice-flash",
                "bolt",
                N_("Dix minutes et trois questions sur le point le plus fragile du mois."),
                Action.RUN_DRILLS,
            ),
            Place(
                "exercises",
                N_("Préparation"),
                "preparation",
                "event_note",
                N_("Un exercice sur table avec l’hôpital : qui joue, qui observe, quoi, quand."),
                Action.READ_EXERCISES,
            ),
            Place(
                "conduct",
                N_("Conduite"),
                "conduite",
                "play_circle",
                N_("L’horloge fictive, les injects à envoyer, la couverture en direct."),
                Action.RUN_EXERCISES,
            ),
            Place(
                "review",
                N_("Retex"),
                "retex",
                "rate_review",
                N_("Ce qui a tenu, ce qui a manqué, ce que l’on change."),
                Action.READ_EXERCISES,
            ),
            Place(
                "improvements",
                N_("Actions"),
                "actions",
                "checklist",
                N_("Le plan d’amélioration : qui fait quoi, avant quand, prouvé comment."),
                Action.READ_EXERCISES,
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
                Action.READ_REFERENCE,
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


def open_places(actor: Actor) -> tuple[Place, ...]:
    """The places that the actor's role opens, in the order of the bar; a professional has pages."""
    if actor.role is Role.PROFESSIONAL:
        return ()
    return tuple(place for _section, places in SECTIONS for place in places if may(actor, place.action))


def place_at(address: str) -> Place:
    """The place of an address of the bar; the bare one is that of the first screen."""
    return next(place for _section, places in SECTIONS for place in places if place.address == address or (not address and place.file == HOME))  # fmt: skip
