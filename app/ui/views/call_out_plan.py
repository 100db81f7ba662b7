"""A call-out not sent yet, in words: the ranked people with why, those left out with why, and what its button will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.mobilisation.budget import why_not_now
from app.words import _, ngettext
from app.words.dates import spoken_instant
from app.words.first_letter import capitalised
from app.words.people import short_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.core.ids import PersonId
    from app.library import Library
    from app.roster.person import Person
    from app.services.mobilisation.start_call_out import CallOutPlan


@dataclass(frozen=True, slots=True)
class Ranked:
    """One person of the list. ``first``: asked at once; ``hindrance``: why not now, empty when they may be."""

    rank: int
    name: str
    why: str
    first: bool
    hindrance: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """People one rule keeps off the list: its title with their number, and a sentence for each."""

    title: str
    sentences: tuple[str, ...]


def introduce(person: Person, library: Library, communes: Mapping[str, str]) -> str:
    """« Clarisse P., infirmière, Auray »."""
    known = person.profession is not None and person.profession in library.professions
    trade = library.professions[person.profession].label(person.civilite) if known and person.profession else ""
    parts = [
        short_name(person.given_name, person.family_name),
        trade or person.organisation,
        communes.get(person.commune_insee, ""),
    ]
    return ", ".join(part for part in parts if part)


def answer(plan: CallOutPlan) -> str:
    """« 12 personnes peuvent être appelées pour 2 postes. »"""
    able, places = len(plan.ranking.candidates), len(plan.seats)
    if not able:
        return ngettext(
            "Personne ne peut être appelé pour ce poste.", "Personne ne peut être appelé pour ces {n} postes.", places
        ).format(n=places)
    people = ngettext("{n} personne peut être appelée", "{n} personnes peuvent être appelées", able).format(n=able)
    seats = ngettext("{n} poste", "{n} postes", places).format(n=places)
    return _("{people} pour {seats}.").format(people=people, seats=seats)


def gone_sentence(plan: CallOutPlan) -> str:
    """What became of seats that were asked for and are filled or begun; empty when all are still open."""
    if not plan.gone:
        return ""
    return ngettext(
        "{n} poste choisi n’est plus à pourvoir : il est laissé de côté.",
        "{n} postes choisis ne sont plus à pourvoir : ils sont laissés de côté.",
        plan.gone,
    ).format(n=plan.gone)


def ranked(plan: CallOutPlan, first: Sequence[PersonId], communes: Mapping[str, str], *, urgent: bool) -> list[Ranked]:
    """The list in its order; what keeps someone from being asked now is said beside their reason."""
    return [
        Ranked(
            rank,
            introduce(plan.people[one.person], plan.library, communes),
            capitalised(one.reason),
            one.person in first,
            "" if one.person in first else _hindrance(plan, one.person, urgent),
        )
        for rank, one in enumerate(plan.ranking.candidates, start=1)
    ]


def _hindrance(plan: CallOutPlan, person: PersonId, urgent: bool) -> str:
    if person in plan.situation.engaged:
        return _("un autre appel attend sa réponse")
    return why_not_now(person, plan.goodwill, plan.now, urgent=urgent) or ""


COMPETENCE = "competence"
"""Counted last: it says what people are, not what could change."""

TITLES: Mapping[str, Callable[[int], str]] = {
    "opted_out": lambda n: ngettext("{n} ne veut plus être sollicitée", "{n} ne veulent plus être sollicitées", n),
    "double_booking": lambda n: ngettext("{n} a déjà un poste à ces heures", "{n} ont déjà un poste à ces heures", n),
    "other_centre": lambda n: ngettext("{n} est dans un autre centre", "{n} sont dans un autre centre", n),
    "rest": lambda n: ngettext("{n} n’aurait pas assez de repos", "{n} n’auraient pas assez de repos", n),
    "weekly_cap": lambda n: ngettext("{n} a atteint son maximum", "{n} ont atteint leur maximum", n),
    "daily_cap": lambda n: ngettext("{n} a atteint son maximum du jour", "{n} ont atteint leur maximum du jour", n),
    "undeclared_role": lambda n: ngettext("{n} n’a pas déclaré ce rôle", "{n} n’ont pas déclaré ce rôle", n),
    "too_far": lambda n: ngettext("{n} est trop loin", "{n} sont trop loin", n),
    "said_no": lambda n: ngettext("{n} a répondu non", "{n} ont répondu non", n),
    "busy": lambda n: ngettext("{n} est prise ailleurs", "{n} sont prises ailleurs", n),
    COMPETENCE: lambda n: ngettext("{n} ne peut pas tenir ce rôle", "{n} ne peuvent pas tenir ce rôle", n),
}


def left_out(plan: CallOutPlan) -> list[LeftOut]:
    """Those a rule keeps off the list, rule by rule, then those nobody knows how to reach."""
    found = []
    for code, title in TITLES.items():
        sentences = tuple(one.sentence for one in plan.ranking.excluded if one.code == code)
        if sentences:
            found.append(LeftOut(title(len(sentences)).format(n=len(sentences)), sentences))
    if mute := plan.unreachable:
        said = ngettext("{n} n’a ni e-mail ni téléphone", "{n} n’ont ni e-mail ni téléphone", len(mute))
        names = tuple(plan.naming.person(one) for one in mute)
        found.append(LeftOut(said.format(n=len(mute)), names))
    return found


def left_out_title(plan: CallOutPlan) -> str:
    """« 48 personnes ne peuvent pas être appelées : pourquoi »."""
    count = len(plan.ranking.excluded) + len(plan.unreachable)
    return ngettext(
        "{n} personne ne peut pas être appelée : pourquoi", "{n} personnes ne peuvent pas être appelées : pourquoi", count
    ).format(n=count)  # fmt: skip


def launch_label(plan: CallOutPlan, *, size: int, urgent: bool) -> str:
    """« Lancer l’appel (5 premières personnes) », or when the first wave will leave; empty when none ever can."""
    people, at = plan.first_wave(size=size, urgent=urgent)
    if people:
        said = ngettext(
            "Lancer l’appel ({n} première personne)", "Lancer l’appel ({n} premières personnes)", len(people)
        )
        return said.format(n=len(people))
    return _("Lancer l’appel (départ {when})").format(when=spoken_instant(at)) if at else ""


def urgency_words(plan: CallOutPlan) -> str:
    """What urgent means, or why it can't be."""
    hours = plan.rules.urgent_hours
    if plan.may_be_urgent:
        return _("Joint aussi, pendant les heures de silence, ceux qui l’ont accepté pour les urgences.")
    return _("Un appel ne peut être urgent qu’à moins de {hours} h du début.").format(hours=hours)
