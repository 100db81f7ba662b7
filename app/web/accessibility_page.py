"""``/accessibilite``: what is accessible, what is not, how we know, whom to tell. What RGAA 4.1.2 asks of such a page.

Nothing here is promised: a sentence of :data:`MET` was measured or is how pages are made, one of :data:`NOT_MET` was measured or is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.store import community
from app.web.pages import Page
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.web.pages import Visit

AXE = "axe-core 4.14.1"
MEASURED_ON = date(2026, 11, 23)
"""When the screens were last read by axe, with the rules of WCAG 2.0, 2.1 and 2.2, A and AA, and its good practice."""

MET = (
    N_(
        "Pages des volontaires, des cabinets et des exercices, connexion et compte : aucune erreur WCAG 2.1 A ou AA relevée par axe, en clair et en sombre."
    ),
    N_(
        "Elles se lisent et s’utilisent sans JavaScript, à 320 pixels de large sans défilement de côté ; ce qui se presse fait 44 pixels de haut."
    ),
    N_("La langue de chaque page est dite ; français et anglais, au choix."),
    N_(
        "Écrans de la coordination et leurs volets : lus par axe en clair et en sombre, aucune erreur WCAG 2.2 A ou AA, hors ce qui est dit plus bas."
    ),
    N_(
        "Ils se lisent à 200 % sans défilement de côté. Ce qui porte le clavier est entouré ; proposer, publier, appeler et noter se font sans souris."
    ),
    N_("L’onglet dit quel écran est ouvert. Une touche pressée seule n’agit plus dès que le compte le demande."),
    N_(
        "Un état n’est jamais dit par la couleur seule : un signe et un mot l’accompagnent. Les graphiques ont leur phrase et leur tableau."
    ),
    N_("Les PDF que Relève fabrique sont balisés (PDF/UA-1), avec langue et titre."),
    N_(
        "Une erreur de saisie est dite en une phrase, avec ce qu’il faut faire ; rien n’est enregistré à moitié, et ce qui était écrit reste."
    ),
)
"""What is met (source text); what is said of pages and screens is walked in a browser by ``tests/journeys``."""


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """What is not met: the criterion of RGAA 4.1.2, what it is, what to do meanwhile (source text)."""

    criterion: str
    what: str
    meanwhile: str


OURS = (
    Shortcoming(
        "7.3",
        N_("Écrans : la carte se parcourt à la souris ; au clavier, seul son tableau se lit."),
        N_("« La même chose en tableau », sous la carte, dit chaque commune."),
    ),
)
"""Ours to mend."""

STREAMLIT = (
    Shortcoming(
        "7.5",
        N_("Après un geste, l’écran se redessine : ce qui a changé n’est pas toujours annoncé à un lecteur d’écran."),
        N_("Le titre, en tête de l’écran, dit où l’on en est."),
    ),
    Shortcoming(
        "5.7",
        N_("Quelques tableaux à remplir sont dessinés, non écrits : un lecteur d’écran les lit mal."),
        N_("La coordination peut les remplir avec vous."),
    ),
    Shortcoming(
        "7.1",
        N_("La zone où l’on dépose un fichier a un nom sans rôle."),
        N_("Le bouton qu’elle contient est nommé et se presse au clavier."),
    ),
)
"""Of the library that draws the screens: known, not ours to change, and not all seen by axe."""


def _show(visit: Visit) -> Response:
    with visit.store.reading() as conn:
        ours = community.read(conn)
    return visit.render(
        "accessibility.html",
        community=ours,
        axe=AXE,
        measured_on=spoken_date(MEASURED_ON),
        met=[_(one) for one in MET],
        ours=OURS,
        streamlit=STREAMLIT,
    )


PAGES: tuple[Page, ...] = (
    Page(first="accessibilite", scopes=frozenset(), opens=lambda _conn, _subject, _now: True, show=_show),
)
