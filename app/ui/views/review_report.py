"""What the screen says of a report before it is made: what it holds, what is still empty, how its files are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.retex import PART_WORDS, Part, RetexKind
from app.services.exercise.build_retex import FORMAT_WORDS, RetexFormat
from app.services.exercise.retex_facts import PARTS
from app.words import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.exercise.exercise import Exercise
    from app.services.exercise.choose_retex import RetexChoice

WRITTEN = frozenset(PARTS.values())
"""Parts that can be written by hand."""

WRITE = "rediger"
"""The panel of the same screen where they are."""

KINDS = {RetexKind.HOT.value: N_("À chaud, une page"), RetexKind.COLD.value: N_("À froid, complet")}
"""Code in the address → which report."""

LANGUAGE_WORDS = {"fr": N_("français"), "en": N_("anglais")}
_SLUGS = {RetexKind.HOT: "chaud", RetexKind.COLD: "froid"}
_ABOUT = {
    RetexKind.HOT: N_("Une page, à remettre le soir même : objectifs, trois points forts, trois points à améliorer, délais, couverture, prochaines dates."),
    RetexKind.COLD: N_("Le rapport complet, avec ses courbes et leurs tableaux, prêt à envoyer à l’hôpital, à la mairie, à l’ARS."),
}  # fmt: skip


def about(kind: RetexKind) -> str:
    """What the report is for."""
    return _(_ABOUT[kind])


def parts_words(count: int) -> str:
    """« 15 parties sur 17 »."""
    return ngettext("{n} partie sur {all}", "{n} parties sur {all}", count).format(n=count, all=len(Part))


def part_words(part: Part, choice: RetexChoice) -> str:
    """« Enseignements (vide) »."""
    words = _(PART_WORDS[part])
    return _("{part} (vide)").format(part=words) if part in choice.empty else words


def missing(empty: Collection[Part]) -> str:
    """Which parts have nothing to tell yet: the report says so in their place."""
    names = ", ".join(_(PART_WORDS[one]) for one in Part if one in empty)
    return ngettext(
        "{n} partie n’a encore rien à dire, et le dira : {names}.",
        "{n} parties n’ont encore rien à dire, et le diront : {names}.",
        len(empty),
    ).format(n=len(empty), names=names)


def button_words(kind: RetexKind, file_format: RetexFormat) -> str:
    """What the button says."""
    if kind is RetexKind.HOT:
        return _("Télécharger la page (PDF)")
    return _("Télécharger le rapport (PDF)") if file_format is RetexFormat.PDF else _(FORMAT_WORDS[file_format])


def language_words(code: str) -> str:
    """« français »."""
    return _(LANGUAGE_WORDS[code])


def file_name(exercise: Exercise, kind: RetexKind, file_format: RetexFormat) -> str:
    """« EXERCICE-retex-froid-3.pdf », « retex-froid-3.docx » for a real event."""
    played = "EXERCICE-" if exercise.is_played else ""
    return f"{played}retex-{_SLUGS[kind]}-{exercise.number}.{file_format.value}"


def reading(exercise: Exercise) -> str:
    """Who may read it, and whether it is a draft."""
    said = [_("Lisible sans compte ni accès à Relève. Personne n’y est nommé : fonctions et organisations seulement.")]
    if not exercise.reviewed_at:
        said.append(_("Tant que le retour d’expérience n’est pas signé, il porte la mention « projet »."))
    return " ".join(said)
