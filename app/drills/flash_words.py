"""A flash exercise in words: the point that is lost, what is asked, each answer, and what the figures say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.flash import Question, QuestionKind
from app.drills.shock import EFFECT_WORDS, CallVolunteers, EffectKind, MobileTeam, PairPractices
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.places import at_place
from app.words.plural import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.flash import Choice, WeakPoint
    from app.drills.shock import AnyEffect

ASKED = {
    QuestionKind.SKILL: N_("Quels soins manquent le plus ?"),
    QuestionKind.HOW_MANY: N_("Combien de demandes restent sans personne, sur une demi-journée ?"),
    QuestionKind.ACTION: N_("Par quoi commencer, pour rattraper le plus de soins ?"),
    QuestionKind.COMMUNE: N_("Quelle commune est la plus touchée ?"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """Code → words, in the reader's language. ``roles``: professions and kinds of site."""

    skills: Mapping[str, str]
    communes: Mapping[str, str]
    roles: Mapping[str, str]


def weak_words(weak: WeakPoint, naming: Naming) -> str:
    """« une personne (infirmière, infirmier) à Auray », « la route entre Plouharnel et Saint-Pierre-Quiberon »."""
    places = [naming.communes.get(one, one) for one in weak.communes]
    if weak.kind == "road":
        return _("la route entre {start} et {end}").format(start=places[0], end=places[1])
    role = weak.name or naming.roles.get(weak.role, weak.role)
    if not role or places[0] in weak.name:
        return role or places[0]
    return _("{role}, {at_commune}").format(role=role, at_commune=at_place(places[0]))


def story(weak: WeakPoint, naming: Naming) -> str:
    """What the exercise supposes, in one sentence."""
    what = weak_words(weak, naming)
    if weak.kind == "road":
        return _("Demain matin, {what} est coupée.").format(what=what)
    if weak.kind == "site":
        return _("Demain matin, un lieu de soins ferme : {what}.").format(what=what)
    return _("Demain matin, une personne manque : {what}. Personne n’était prévenu.").format(what=what)


def asked(question: Question) -> str:
    """What a question asks."""
    return _(ASKED[question.kind])


def choice_words(question: Question, choice: Choice, naming: Naming) -> str:
    """One answer as it is read."""
    if question.kind is QuestionKind.SKILL:
        return naming.skills.get(choice.value, choice.value)
    if question.kind is QuestionKind.COMMUNE:
        return naming.communes.get(choice.value, choice.value)
    if question.kind is QuestionKind.HOW_MANY:
        first, _dash, last = choice.value.partition("-")
        if not last:
            return _("{first} ou plus").format(first=spoken_number(int(first)))
        if first == last:
            return spoken_number(int(first))
        return _("de {first} à {last}").format(first=spoken_number(int(first)), last=spoken_number(int(last)))
    return action_words(choice.effect, naming) if choice.effect is not None else choice.value


def action_words(effect: AnyEffect, naming: Naming) -> str:
    """What a plan action does, in a few words."""
    if isinstance(effect, CallVolunteers):
        role = plural(naming.roles.get(effect.profession, effect.profession), effect.count)
        place = ", ".join(naming.communes.get(one, one) for one in effect.communes)
        return ngettext(
            "Appeler {n} volontaire ({role}) à {place}", "Appeler {n} volontaires ({role}) à {place}", effect.count
        ).format(n=effect.count, role=role, place=place)
    if isinstance(effect, MobileTeam):
        skills = ", ".join(naming.skills.get(one, one) for one in effect.skills)
        place = naming.communes.get(effect.commune, effect.commune)
        return _("Envoyer une équipe mobile de {place} ({skills})").format(place=place, skills=skills)
    if isinstance(effect, PairPractices):
        return _("Faire jouer les binômes de cabinets")
    return _(EFFECT_WORDS[EffectKind(effect.type)])


def lesson(question: Question, naming: Naming) -> str:
    """What the figures say, once answered."""
    best = question.best
    words = choice_words(question, best, naming)
    if question.kind is QuestionKind.ACTION:
        return ngettext(
            "{words} : {n} demande rattrapée.", "{words} : {n} demandes rattrapées.", best.figure
        ).format(words=words, n=spoken_number(best.figure))  # fmt: skip
    if question.kind is QuestionKind.HOW_MANY:
        return ngettext(
            "{n} demande sans personne, une fois tout le reste réorganisé.",
            "{n} demandes sans personne, une fois tout le reste réorganisé.", best.figure,
        ).format(n=spoken_number(best.figure))  # fmt: skip
    return ngettext(
        "{words} : {n} demande de moins servie.", "{words} : {n} demandes de moins servies.", best.figure
    ).format(words=words, n=spoken_number(best.figure))
