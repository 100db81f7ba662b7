"""Where things are done and settled, as people ask for them: screens, and what stands inside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.access.permissions import Action, may
from app.core.errors import N_
from app.ui.places import SECTIONS, open_places
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.access.actor import Actor
    from app.words.sought import Sought

MOST = 6
"""Places shown."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Something done or settled inside a screen: what, the screen's file, and the panel of its address.

    ``action``: what it takes besides opening the screen.
    """

    what: str
    page: str
    query: Mapping[str, str] = field(default_factory=dict)
    action: Action | None = None


def _panel(what: str, page: str, panel: str, action: Action | None = None) -> Spot:
    return Spot(what, page, {"volet": panel}, action)


SPOTS: tuple[Spot, ...] = (
    _panel(N_("Importer une liste de professionnels, un fichier Excel"), "roster", "import", Action.IMPORT_ROSTER),
    _panel(N_("Nom de la communauté, territoire, coordination, mot convenu"), "roster", "community", Action.SET_UP_COMMUNITY),
    _panel(N_("Ouvrir des séances de vaccination"), "centre", "sessions"),
    _panel(N_("Rendez-vous pris, créneaux de la plateforme"), "centre", "bookings"),
    _panel(N_("Postes et besoins de chaque ligne du centre"), "centre", "needs"),
    _panel(N_("Nom, adresse et horaires du centre"), "centre", "identity"),
    _panel(N_("Sonder les disponibilités, relancer les silencieux"), "availability", "poll"),
    _panel(N_("Importer des réponses à un sondage"), "availability", "import"),
    _panel(N_("Agendas occupés et gardes"), "availability", "busy"),
    Spot(N_("Liens personnels et calendriers à s’abonner"), "rota", {"vue": "liens"}, Action.MANAGE_LINKS),
    _panel(N_("Modèles des messages"), "messages", "modeles"),
    _panel(N_("Envoi des e-mails et des SMS, passerelle, serveur SMTP"), "messages", "reglages", Action.SET_UP_MESSAGES),
    _panel(N_("Courriers aux partenaires"), "messages", "partenaires"),
    _panel(N_("Contrôle d’ouverture d’une séance"), "day", "ouverture"),
    _panel(N_("Émarger, noter un absent ou un retard"), "day", "presences"),
    _panel(N_("Compter les doses, les flacons et les pertes"), "day", "doses"),
    _panel(N_("Déclarer un incident"), "day", "incidents"),
    _panel(N_("Fermer une ligne"), "day", "fermer"),
    _panel(N_("Notre plan de réponse, section par section"), "plans", "plan"),
    Spot(N_("Valider le plan et l’envoyer à l’ARS"), "plans", {"volet": "plan", "partie": "envoi"}, Action.VALIDATE_PLANS),
    _panel(N_("Risques du territoire, cotation des dangers"), "plans", "risques"),
    _panel(N_("Stock, matériel, péremptions"), "plans", "moyens"),
    _panel(N_("Cellule de crise, titulaires et suppléants, relèves"), "plans", "cellule"),
    _panel(N_("Établissements du territoire, EHPAD, articulation"), "plans", "etablissements"),
    _panel(N_("Relecture du plan par les partenaires"), "plans", "relecture"),
    _panel(N_("Lancer une alerte aux volontaires"), "alert", "lancer"),
    _panel(N_("Arbre d’appel et son essai"), "alert", "arbre"),
    _panel(N_("Demander aux cabinets où ils en sont"), "alert", "point"),
    _panel(N_("Point de situation pour l’ARS ou la préfecture"), "event", "situation"),
    _panel(N_("Qui a décidé, ce que demande une autorité"), "event", "autorites"),
    _panel(N_("Bulletin, affiche et communiqué au public"), "event", "publications"),
    _panel(N_("Test annuel des numéros de l’annuaire"), "directory", "essai"),
    _panel(N_("Imprimer ou importer l’annuaire"), "directory", "fichiers"),
    _panel(N_("Formations suivies et à renouveler"), "directory", "formations", Action.TRAIN),
    _panel(N_("Si un cabinet ferme demain : et si…"), "continuity", "et-si", Action.RUN_CONTINUITY),
    _panel(N_("Fermetures de cabinets, congés, remplaçants"), "relays", "fermetures"),
    _panel(N_("Coupures d’électricité, d’eau ou de réseau"), "relays", "coupures"),
    _panel(N_("Transmissions entre cabinets"), "relays", "transmissions"),
    _panel(N_("Sorties d’hôpital à absorber"), "relays", "sorties"),
    _panel(N_("Besoins et offre par commune"), "coverage", "besoins"),
    _panel(N_("Routes coupées"), "coverage", "routes"),
    _panel(N_("Hypothèses des calculs de couverture"), "coverage", "hypotheses"),
    _panel(N_("Écrire un scénario"), "scenarios", "ecrire", Action.RUN_DRILLS),
    _panel(N_("Jalons des retours d’expérience"), "improvements", "jalons"),
    _panel(N_("Qui peut faire quoi, compétences par profession"), "rules", "question"),
    _panel(N_("Tarifs des vacations et forfaits"), "rules", "fees"),
    _panel(N_("Catégories de besoins de soins"), "rules", "care_categories"),
    _panel(N_("Mots de passe, durée des sessions, code à six chiffres"), "accounts", "regles"),
    _panel(N_("Sauvegardes et restauration"), "data", "sauvegardes"),
    _panel(N_("Effacer une personne, ses droits, durées de conservation"), "data", "droits", Action.KEEP_DATA),
    _panel(N_("Clés de chiffrement et hébergement des besoins"), "data", "cles", Action.KEEP_KEYS),
    _panel(N_("Valise de crise, sans réseau"), "data", "valise"),
)  # fmt: skip
"""What people look for under other words than the name of its screen."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place found: its words, what stands there or where it is, its icon and its address."""

    title: str
    detail: str
    icon: str
    page: str
    query: Mapping[str, str] = field(default_factory=dict)


def places_found(actor: Actor, looked: Sought) -> list[Found]:
    """Screens and what is inside them that the role opens, the nearest first, no more than are shown."""
    found = sorted(_every(actor, looked), key=lambda one: looked.rank(one.title))
    return found[:MOST]


def _every(actor: Actor, looked: Sought) -> Iterator[Found]:
    places = {one.file: one for one in open_places(actor) if one.is_in_bar}
    sections = {place.file: _(name) for name, held in SECTIONS if name for place in held}
    for place in places.values():
        if looked.finds(f"{_(place.title)} {_(place.answers)}"):
            yield Found(_(place.title), _(place.answers), place.icon, place.file)
    for spot in SPOTS:
        if spot.page in places and (spot.action is None or may(actor, spot.action)) and looked.finds(_(spot.what)):
            place = places[spot.page]
            where = " · ".join(filter(None, (sections.get(spot.page, ""), _(place.title))))
            yield Found(_(spot.what), where, place.icon, spot.page, spot.query)
