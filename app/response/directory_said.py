"""What the directory lacks, in sentences: the screen's first line, the plan's completeness, the print's margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.response.directory_holes import Hole, HoleKind
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.response.references import ContactFunction

NAMED = 3
"""Holes named one by one in a sentence; beyond, they are counted."""

KIND_WORDS: Mapping[HoleKind, str] = {
    HoleKind.MISSING: N_("personne à appeler"),
    HoleKind.NO_NUMBER: N_("sans numéro"),
    HoleKind.NO_NIGHT: N_("pas de numéro de nuit"),
    HoleKind.WRONG: N_("mauvais numéro"),
    HoleKind.UNREACHED: N_("n’a pas répondu au dernier essai"),
    HoleKind.SITE: N_("établissement sans contact"),
    HoleKind.UNCHECKED: N_("à vérifier"),
}


def place_words(functions: Mapping[str, ContactFunction], departments: Mapping[str, str], hole: Hole) -> str:
    """« Préfecture (Morbihan) »: what is to be called, and where."""
    if hole.contact is not None and hole.contact.site_id:
        return hole.contact.who
    label = functions[hole.function].label if hole.function in functions else hole.function
    return f"{label}, {departments.get(hole.department, hole.department)}" if hole.department else label


def hole_sentences(
    holes: Sequence[Hole], functions: Mapping[str, ContactFunction], departments: Mapping[str, str]
) -> tuple[str, ...]:
    """One sentence a kind of hole, worst first; none when nothing lacks."""
    found = []
    for kind in HoleKind:
        held = [one for one in holes if one.kind is kind]
        if held:
            found.append(_sentence(kind, held, functions, departments))
    return tuple(found)


def _sentence(
    kind: HoleKind, held: Sequence[Hole], functions: Mapping[str, ContactFunction], departments: Mapping[str, str]
) -> str:
    count = len(held)
    if kind is HoleKind.MISSING:
        words = ngettext("Il manque {n} contact : {named}.", "Il manque {n} contacts : {named}.", count)
        return words.format(n=count, named=_named(held, functions, departments))
    if kind is HoleKind.NO_NIGHT:
        words = ngettext("{n} contact de nuit manque : {named}.", "{n} contacts de nuit manquent : {named}.", count)
        return words.format(n=count, named=_named(held, functions, departments))
    return _counted(kind, count)


def _counted(kind: HoleKind, count: int) -> str:
    words = {
        HoleKind.NO_NUMBER: ngettext("{n} contact n’a aucun numéro.", "{n} contacts n’ont aucun numéro.", count),
        HoleKind.WRONG: ngettext("{n} contact a un mauvais numéro.", "{n} contacts ont un mauvais numéro.", count),
        HoleKind.UNREACHED: ngettext(
            "{n} contact n’a pas répondu au dernier essai.", "{n} contacts n’ont pas répondu au dernier essai.", count
        ),
        HoleKind.SITE: ngettext(
            "{n} établissement n’a pas de contact.", "{n} établissements n’ont pas de contact.", count
        ),
        HoleKind.UNCHECKED: ngettext(
            "{n} contact est à vérifier : aucun essai réussi depuis un an.",
            "{n} contacts sont à vérifier : aucun essai réussi depuis un an.",
            count,
        ),
    }[kind]
    return words.format(n=count)


def _named(held: Sequence[Hole], functions: Mapping[str, ContactFunction], departments: Mapping[str, str]) -> str:
    places = [place_words(functions, departments, one) for one in held]
    named, left = places[:NAMED], len(places) - NAMED
    if left > 0:
        return _("{named} et {n} de plus").format(named=" ; ".join(named), n=left)
    return " ; ".join(named)
