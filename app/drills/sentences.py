"""What coverage says aloud: why a set of needs falls short, what losing something means. Counts, never a provider's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.coverage import LossClass
from app.drills.territory import ProviderKind
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.drills.coverage import DeficientSet
    from app.drills.territory import Territory

MOST_NAMED = 3
"""Kinds of need and communes are named up to this many; beyond, they are counted."""

LOSS_WORDS = {
    LossClass.IRREPLACEABLE: N_("relais absent"),
    LossClass.PARTLY: N_("relais partiel"),
    LossClass.REPLACEABLE: N_("relais assuré"),
}
"""What losing one thing means → its words (French source)."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Words of skills and places, by id; an id without a word stands for itself."""

    skills: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, territory: Territory, skills: Mapping[str, str] | None = None) -> Naming:
        """Places are called as the territory calls them; skills as ``skills`` says."""
        return cls(skills or {}, {one.id: one.name for one in territory.places})

    def skill(self, code: str) -> str:
        return self.skills.get(code, code)

    def place(self, id: str) -> str:
        return self.places.get(id, id)


def loss_words(category: LossClass) -> str:
    """« relais absent », « relais partiel », « relais assuré »."""
    return _(LOSS_WORDS[category])


def deficient_sentence(found: DeficientSet, naming: Naming, *, names_first: bool = False) -> str:
    """Which needs, where, how much they ask, how much all who could answer add up to, what is missing.

    Needs are counted by kind of care: « 4 besoins dans 36 communes : demande 2 227, les 89 professionnels capables
    totalisent 2 066 : il manque 161 quoi qu’on fasse. » ``names_first``: past three, the first ones are still named.
    """
    skills = {one.skill for one in found.needs}
    return _("{what} {where} : demande {demand}, {who} : il manque {shortage} quoi qu’on fasse.").format(
        what=first_needs_words(skills, naming) if names_first else needs_words(skills, naming),
        where=places_words({one.place for one in found.needs}, naming),
        demand=spoken_number(found.demand),
        who=_who(found),
        shortage=spoken_number(found.shortage),
    )


def untold_sentence(found: DeficientSet, naming: Naming) -> str:
    """The same without a number, where one would tell how few people need it."""
    return _("{what} {where} : il manque du monde, sans chiffre ici.").format(
        what=needs_words({one.skill for one in found.needs}, naming),
        where=places_words({one.place for one in found.needs}, naming),
    )


def together(sets: Iterable[DeficientSet]) -> tuple[DeficientSet, ...]:
    """The same sets where those that nobody can serve at all are one by kinds of care: « Dialyse dans 12 communes » is told
    once, not commune by commune. Largest shortage first; what is missing in all stays the same."""
    kept, nobody = [], defaultdict(list)
    for one in sets:
        if one.providers:
            kept.append(one)
        else:
            nobody[frozenset(need.skill for need in one.needs)].append(one)
    merged = [
        replace(
            group[0],
            needs=tuple(need for one in group for need in one.needs),
            demand=sum(one.demand for one in group),
            reachable=sum(one.reachable for one in group),
        )
        for group in nobody.values()
    ]
    return tuple(sorted((*kept, *merged), key=lambda one: (-one.shortage, one.needs[0].id)))


def needs_words(skills: Iterable[str], naming: Naming) -> str:
    """« Vaccination, pédiatrie », or « 4 besoins » past three."""
    named = sorted(naming.skill(one) for one in set(skills))
    if len(named) > MOST_NAMED:
        return ngettext("{n} besoin", "{n} besoins", len(named)).format(n=spoken_number(len(named)))
    return ", ".join(named)


def first_needs_words(skills: Iterable[str], naming: Naming) -> str:
    """« Dialyse, pédiatrie, vaccination et 2 autres »."""
    named = sorted(naming.skill(one) for one in set(skills))
    said, others = ", ".join(named[:MOST_NAMED]), len(named) - MOST_NAMED
    if others <= 0:
        return said
    return ngettext("{said} et {n} autre", "{said} et {n} autres", others).format(said=said, n=spoken_number(others))


def places_words(places: Iterable[str], naming: Naming) -> str:
    """« (Auray, Pluvigner) », or « dans 36 communes » past three."""
    named = sorted(naming.place(one) for one in set(places))
    if len(named) > MOST_NAMED:
        return ngettext("dans {n} commune", "dans {n} communes", len(named)).format(n=spoken_number(len(named)))
    return _("({places})").format(places=", ".join(named))


def _who(found: DeficientSet) -> str:
    people = sum(one.kind is ProviderKind.PROFESSIONAL for one in found.providers)
    sites = len(found.providers) - people
    total = spoken_number(found.reachable)
    if not found.providers:
        return _("personne n’est à portée pour y répondre")
    if people and sites:
        return _("{people} et {sites} capables totalisent {total}").format(
            people=ngettext("{n} professionnel", "{n} professionnels", people).format(n=spoken_number(people)),
            sites=ngettext("{n} site", "{n} sites", sites).format(n=spoken_number(sites)),
            total=total,
        )
    if people:
        return ngettext(
            "le seul professionnel capable totalise {total}",
            "les {n} professionnels capables totalisent {total}",
            people,
        ).format(n=spoken_number(people), total=total)
    return ngettext(
        "le seul site capable totalise {total}", "les {n} sites capables totalisent {total}", sites
    ).format(n=spoken_number(sites), total=total)  # fmt: skip
