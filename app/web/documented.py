"""What our own addresses answer, for whoever writes a program that asks them: one table, and nothing that answers.

``app.web.api`` makes the OpenAPI description of it, and a test walks every answer that it names. Pages of signing in are
no part of it: they are for browsers.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import N_

HTML, PLAIN, JSON = "text/html", "text/plain", "application/json"
CALENDAR, PDF = "text/calendar", "application/pdf"

KEY = "{cle}"
"""Stands in a path for the token of a link."""
PART = "{section}"
"""Stands for one section of a plan."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One status, when it comes (source text), and the media types its body may have; none: it has no body."""

    status: int
    sentence: str
    media: tuple[str, ...] = (PLAIN,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """One address. ``get`` and ``post`` are what it may answer to each; an empty ``post`` means that it only reads."""

    path: str
    sentence: str
    get: tuple[Answer, ...]
    post: tuple[Answer, ...] = ()
    query: tuple[str, ...] = ("lang",)
    """Names of :data:`PARAMETERS` that it reads in its query."""


PARAMETERS = {
    "cle": N_(
        "Le secret du lien, tel que la coordination l’a remis. Il ouvre à qui le tient : ne l’écrivez nulle part."
    ),
    "section": N_("La section du plan à relire, telle que la page du lien y mène."),
    "lang": N_("La langue : fr ou en. À défaut, celle que demande le navigateur."),
    "rappel": N_("Minutes avant chaque vacation où l’agenda prévient ; plusieurs fois pour plusieurs rappels."),
    "format": N_("« json » : les mêmes choses pour un programme."),
    "annee": N_("L’année de l’attestation, en quatre chiffres ; à défaut, toutes."),
}
"""What may be written in a path or a query, and what it means (source text)."""

UNKNOWN = Answer(404, N_("Le lien n’ouvre rien : faux, remplacé ou passé. La réponse est toujours la même."))
DOWN = Answer(
    503, N_("Relève ne peut pas répondre : gardez ce que vous avez et revenez dans cinq minutes (Retry-After).")
)
DONE = Answer(303, N_("C’est fait : la page à lire est dans Location."), ())
ELSEWHERE = Answer(403, N_("Le formulaire vient d’un autre site."))
REFUSED = Answer(422, N_("Rien n’a changé : la page dit pourquoi, et garde ce qui était écrit."), (HTML,))
NOT_WRITTEN = Answer(503, DOWN.sentence, (PLAIN, HTML))


def _shown(*media: str) -> tuple[Answer, ...]:
    return Answer(200, N_("Ce que le lien ouvre. Lire ne change rien."), media), UNKNOWN, DOWN


SHOWN = _shown(HTML)
SENT = (DONE, ELSEWHERE, UNKNOWN, REFUSED, NOT_WRITTEN)


def _page(path: str, sentence: str) -> Documented:
    """A page behind a link, with a form."""
    return Documented(path=path, sentence=sentence, get=SHOWN, post=SENT)


DOCUMENTED = (
    Documented(
        path="/sante",
        sentence=N_(
            "La sonde. Depuis la machine elle-même, elle dit aussi l’âge du plus vieux message et de la dernière copie."
        ),
        get=(
            Answer(200, N_("Relève répond et sa base se lit."), (JSON,)),
            Answer(503, N_("La base ne se lit pas."), (JSON,)),
        ),
        query=(),
    ),
    Documented(
        path=f"/calendrier/{KEY}.ics",
        sentence=N_(
            "Un agenda (RFC 5545) : une personne, une ligne, un rôle, un centre ou ses places libres. Avec ETag."
        ),
        get=(
            Answer(200, N_("L’agenda entier. Une vacation annulée y reste, annulée."), (CALENDAR,)),
            Answer(304, N_("Rien n’a changé depuis l’ETag envoyé dans If-None-Match."), ()),
            UNKNOWN,
            DOWN,
        ),
        query=("rappel", "lang"),
    ),
    Documented(
        path=f"/calendrier/{KEY}",
        sentence=N_("La page qui aide à s’abonner à cet agenda."),
        get=SHOWN,
        query=("rappel", "lang"),
    ),
    Documented(
        path="/p",
        sentence=N_("Un lien perdu se redemande ici. La réponse est la même que l’adresse soit connue ou non."),
        get=(Answer(200, N_("Le formulaire."), (HTML,)), DOWN),
        post=(DONE, ELSEWHERE, REFUSED, NOT_WRITTEN),
    ),
    Documented(
        path=f"/p/{KEY}",
        sentence=N_(
            "La page d’un volontaire, d’un responsable de séance, de l’entrée d’un centre, d’un partenaire ou d’un centre voisin."
        ),
        get=_shown(HTML, JSON),
        post=(*SENT, Answer(405, N_("La page d’un centre voisin se lit seulement."))),
        query=("lang", "format"),
    ),
    _page(f"/p/{KEY}/preferences", N_("Ce qu’un volontaire accepte, quand, et par quel moyen.")),
    Documented(
        path=f"/p/{KEY}/donnees",
        sentence=N_("Tout ce que Relève sait d’un volontaire, pour lui."),
        get=_shown(HTML, JSON),
        query=("lang", "format"),
    ),
    Documented(
        path=f"/p/{KEY}/attestation.pdf",
        sentence=N_("L’attestation de participation d’un volontaire."),
        get=_shown(PDF),
        query=("lang", "annee"),
    ),
    _page(f"/p/{KEY}/agenda", N_("Les heures où un volontaire n’est pas libre, lues dans son propre agenda.")),
    _page(f"/p/{KEY}/avis", N_("Deux questions par trimestre, comptées sans nom.")),
    Documented(
        path=f"/p/{KEY}/echange",
        sentence=N_("Proposer une de ses vacations contre celle d’un autre."),
        get=(*SHOWN, Answer(303, N_("Sans vacation nommée, la page du volontaire."), ())),
        post=SENT,
    ),
    _page(f"/p/{KEY}/formations", N_("Venir ou non à une formation, et ce qu’on en pense après.")),
    _page(f"/p/{KEY}/presences", N_("Le responsable d’une séance note qui est là.")),
    _page(f"/p/{KEY}/doses", N_("Le responsable d’une séance compte les doses.")),
    _page(f"/p/{KEY}/incident", N_("Le responsable d’une séance note un incident.")),
    _page(f"/p/{KEY}/fermer", N_("Le responsable d’une séance la ferme.")),
    _page(f"/appel/{KEY}", N_("Répondre à un appel : une place libre, à prendre ou à laisser.")),
    _page(f"/reponse/{KEY}", N_("Répondre à une alerte.")),
    _page(
        f"/point/{KEY}",
        N_("Un cabinet, une pharmacie ou un établissement dit s’il est ouvert, en service réduit ou fermé."),
    ),
    _page(f"/demande/{KEY}", N_("Un établissement demande du renfort, et lit où en est chaque demande.")),
    _page(f"/relecture/{KEY}", N_("Un relecteur du plan donne son visa.")),
    _page(f"/relecture/{KEY}/{PART}", N_("Un relecteur écrit ses remarques sur une section du plan.")),
    _page(f"/action/{KEY}", N_("Le responsable d’une action dit où elle en est.")),
    _page(f"/flash/{KEY}", N_("Un exercice en trois questions.")),
    _page(f"/exercice/{KEY}", N_("La page d’un participant à un exercice. EXERCICE, EXERCICE, EXERCICE.")),
    _page(f"/exercice/{KEY}/repondre", N_("Un joueur répond à un message de l’exercice.")),
    _page(f"/exercice/{KEY}/observation", N_("Un observateur note ce qu’il voit.")),
    _page(f"/exercice/{KEY}/objectif", N_("Un observateur juge un objectif : P, S, M ou U.")),
    _page(f"/exercice/{KEY}/questionnaire", N_("Le questionnaire à chaud, sans nom.")),
    Documented(path=f"/salle/{KEY}", sentence=N_("L’écran de la salle pendant un exercice."), get=SHOWN),
    Documented(
        path="/accessibilite",
        sentence=N_("Ce qui est accessible, ce qui ne l’est pas encore, et à qui l’écrire."),
        get=(Answer(200, N_("La page."), (HTML,)), DOWN),
    ),
    Documented(
        path="/api/openapi.json",
        sentence=N_("Cette description, au format OpenAPI 3.1."),
        get=(Answer(200, N_("La description, dans la langue demandée."), (JSON,)),),
    ),
    Documented(
        path="/api",
        sentence=N_("Mène à la description."),
        get=(Answer(303, N_("La description est dans Location."), ()),),
        query=(),
    ),
)
