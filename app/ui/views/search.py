"""What a search found, in words: the counted sentence, the name of each kind, and the address each hit leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, may
from app.core.errors import N_
from app.services.home.search_found import Kind
from app.ui.parts.plain import plain
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.access.actor import Actor
    from app.services.home.search_found import Found, Hit
    from app.ui.views.search_places import Found as Place

ICONS: Mapping[Kind, str] = {
    Kind.PERSON: "person",
    Kind.SEAT: "calendar_month",
    Kind.EVENT: "crisis_alert",
    Kind.PLAN: "menu_book",
    Kind.CARD: "description",
    Kind.CONTACT: "contact_phone",
    Kind.EXERCISE: "event_note",
    Kind.IMPROVEMENT: "checklist",
    Kind.ENTRY: "edit_note",
}

NAMES: Mapping[Kind, str] = {
    Kind.PERSON: N_("Personnes"),
    Kind.SEAT: N_("Séances et postes"),
    Kind.EVENT: N_("Événements"),
    Kind.PLAN: N_("Plans"),
    Kind.CARD: N_("Fiches réflexes"),
    Kind.CONTACT: N_("Annuaire"),
    Kind.EXERCISE: N_("Exercices"),
    Kind.IMPROVEMENT: N_("Actions"),
    Kind.ENTRY: N_("Main courante"),
}

EXAMPLES: Mapping[Kind, str] = {
    Kind.PERSON: N_("une personne : son nom, sa profession, sa commune, ou la fin de son numéro"),
    Kind.SEAT: N_("une séance ou un poste : « lundi matin », « à pourvoir mercredi », un nom"),
    Kind.EVENT: N_("un événement : un mot de son titre"),
    Kind.PLAN: N_("un plan : « afflux », « épidémie », « chaleur »"),
    Kind.CARD: N_("une fiche réflexe : « cellule », « impliqués »"),
    Kind.CONTACT: N_("un contact : « préfecture », « pharmacie de garde », un numéro"),
    Kind.EXERCISE: N_("un exercice : son titre, son lieu, un partenaire"),
    Kind.IMPROVEMENT: N_("une action : ce qui change, ou qui la mène"),
    Kind.ENTRY: N_("une ligne de la main courante : un mot, un numéro, qui l’a dite"),
}

LONG = 90
"""Characters shown of what tells a result from others: it is opened, not read there."""


def counted(kind: Kind, n: int) -> str:
    """« 12 personnes »."""
    said = {
        Kind.PERSON: ngettext("{n} personne", "{n} personnes", n),
        Kind.SEAT: ngettext("{n} séance ou poste", "{n} séances et postes", n),
        Kind.EVENT: ngettext("{n} événement", "{n} événements", n),
        Kind.PLAN: ngettext("{n} passage de plan", "{n} passages de plans", n),
        Kind.CARD: ngettext("{n} fiche", "{n} fiches", n),
        Kind.CONTACT: ngettext("{n} contact", "{n} contacts", n),
        Kind.EXERCISE: ngettext("{n} exercice", "{n} exercices", n),
        Kind.IMPROVEMENT: ngettext("{n} action", "{n} actions", n),
        Kind.ENTRY: ngettext("{n} ligne de main courante", "{n} lignes de main courante", n),
    }
    return said[kind].format(n=n)


def sentence(found: Found, places: Sequence[Place]) -> str:
    """« « le goff » : 12 personnes, 3 fiches. »; what to do when nothing, or nothing yet."""
    if not found.is_asked:
        return _("Que cherchez-vous ?") if not found.typed.strip() else _("Encore une lettre ou deux.")
    said = [counted(group.kind, group.found) for group in found.groups]
    if places and not found.only:
        said.append(ngettext("{n} écran", "{n} écrans", len(places)).format(n=len(places)))
    if not said:
        return _("Rien ne répond à « {words} ».").format(words=found.typed.strip())
    return _("« {words} » : {found}.").format(words=found.typed.strip(), found=", ".join(said))


def label(title: str, detail: str) -> str:
    """A result as one link: its name in bold, then what tells it from others."""
    told = detail if len(detail) <= LONG else f"{detail[:LONG].rsplit(' ', 1)[0]}…"
    return f"**{plain(title)}**" + (f" — {plain(told)}" if told else "")


def way(kind: Kind, hit: Hit, actor: Actor) -> tuple[str, dict[str, str]]:
    """The screen's file and the query that show the very thing, for whoever asks."""
    if kind is Kind.SEAT:
        return _to_seat(hit, actor)
    if kind is Kind.EXERCISE:
        return _exercise_screen(hit.way["stage"], actor), {"exercice": hit.id}
    if kind is Kind.PLAN and "section" in hit.way:
        return "plans", {"volet": "plan", "partie": "texte", "section": hit.way["section"]}
    if kind is Kind.ENTRY:
        event = {"evenement": hit.way["event"]} if hit.way["event"] else {}
        return "log", {"mots": hit.way["words"], **event}
    return {
        Kind.PERSON: ("roster", {"volet": "people", "recherche": hit.way.get("name", ""), "personne": hit.id}),
        Kind.EVENT: ("event", {"evenement": hit.id}),
        Kind.PLAN: ("plans", {"volet": "bibliotheque", "plan": hit.id}),
        Kind.CARD: ("plans", {"volet": "bibliotheque", "plan": hit.way.get("plan", ""), "fiche": hit.id}),
        Kind.CONTACT: ("directory", {"volet": "contacts", "recherche": hit.way.get("words", "")}),
        Kind.IMPROVEMENT: ("improvements", {"action": hit.id}),
    }[kind]


def _to_seat(hit: Hit, actor: Actor) -> tuple[str, dict[str, str]]:
    if hit.way["today"] and may(actor, Action.RUN_SESSION):
        return "day", {"seance": hit.way["session"]}
    return "rota", {"centre": hit.way["centre"], "semaine": hit.way["week"], "poste": hit.way["seat"]}


def _exercise_screen(stage: str, actor: Actor) -> str:
    if stage == "ended":
        return "review"
    return "conduct" if stage == "played" and may(actor, Action.RUN_EXERCISES) else "exercises"


def kind_of(code: str) -> Kind | None:
    """The one kind that the address asks for; None for all."""
    return Kind(code) if code in {kind.value for kind in Kind} else None
