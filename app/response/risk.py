"""Hazards of the communes: the catalogue they are named from, how each is rated, and what a rating means.

A rating is probability × impact, each from 1 to 4: the usual grid of municipal safeguard plans (PCS). What is not rated is
not known, which is never the same as « no risk ».
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.roster.cells import Cells, choice, integer, required, text, words
from app.words.bilingual import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable

LOWEST, HIGHEST = 1, 4
"""Bounds of probability and of impact."""

PROBABILITY_WORDS = {1: N_("rare"), 2: N_("possible"), 3: N_("probable"), 4: N_("fréquent")}
IMPACT_WORDS = {1: N_("limité"), 2: N_("sensible"), 3: N_("grave"), 4: N_("majeur")}

EVERYWHERE = "*"
"""``starts_in`` of a hazard that every commune starts with."""


class Season(StrEnum):
    """When a hazard is to be expected."""

    ALL_YEAR = "all_year"
    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    COLD_HALF = "cold_half"


SEASON_WORDS = {
    Season.ALL_YEAR: N_("toute l’année"),
    Season.WINTER: N_("hiver"),
    Season.SPRING: N_("printemps"),
    Season.SUMMER: N_("été"),
    Season.AUTUMN: N_("automne"),
    Season.COLD_HALF: N_("automne et hiver"),
}

FAMILY_WORDS = {
    "natural": N_("Naturel"),
    "technological": N_("Technologique"),
    "health": N_("Sanitaire"),
    "society": N_("Vie collective"),
    "network": N_("Réseaux et approvisionnement"),
}


class Level(StrEnum):
    """What a rating asks for."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


LEVEL_WORDS = {Level.HIGH: N_("fort"), Level.MEDIUM: N_("moyen"), Level.LOW: N_("faible")}

LEVEL_FROM = {Level.HIGH: 9, Level.MEDIUM: 4, Level.LOW: 1}
"""From which product on a level begins; a working default: two marks of 3 are « fort », two of 2 are « moyen »."""


@dataclass(frozen=True, slots=True)
class HazardKind:
    """A hazard of ``data/hazards.csv``: what it is called, when it comes, which plans answer it, what a commune starts with."""

    code: str
    label_fr: str
    label_en: str
    family: str
    season: Season
    plans: tuple[str, ...]
    """Slugs of the library's plans that answer it."""
    starts_in: tuple[str, ...]
    """INSEE codes of the communes that start with it, :data:`EVERYWHERE`, or nothing: then it is added by hand."""
    probability: int
    impact: int
    source: str

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return in_language(self.label_fr, self.label_en)

    def begins_in(self, commune: str) -> bool:
        """Whether a commune starts with this hazard."""
        return EVERYWHERE in self.starts_in or commune in self.starts_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One hazard of one commune as it is rated. ``source`` empty: a starting value that nobody checked yet.

    ``revision`` 0: not written yet.
    """

    commune_insee: str
    hazard: str
    probability: int
    impact: int
    season: Season = Season.ALL_YEAR
    source: str = ""
    note: str = ""
    revision: int = 0

    @property
    def rating(self) -> int:
        """Probability × impact, from 1 to 16."""
        return self.probability * self.impact

    @property
    def level(self) -> Level:
        """What the rating asks for."""
        return level_of(self.rating)

    @property
    def is_checked(self) -> bool:
        """Whether somebody said where the rating comes from."""
        return bool(self.source)


@dataclass(frozen=True, slots=True)
class SubZone:
    """Communes that hold together when the roads don't: one relay place for all of them. ``communes`` are INSEE codes."""

    id: str
    name: str
    communes: tuple[str, ...]
    revision: int = 0


def level_of(rating: int) -> Level:
    """The level of a product of probability and impact."""
    return next(level for level, first in LEVEL_FROM.items() if rating >= first)


def starting_risks(
    kinds: Iterable[HazardKind], communes: Iterable[str], known: Iterable[Risk] = ()
) -> tuple[Risk, ...]:
    """What each commune starts with, where nothing is rated yet: values of the catalogue, to be checked one by one."""
    rated = {(one.commune_insee, one.hazard) for one in known}
    every = list(kinds)
    return tuple(
        Risk(commune_insee=commune, hazard=kind.code, probability=kind.probability, impact=kind.impact, season=kind.season)
        for commune in sorted(communes)
        for kind in every
        if kind.begins_in(commune) and (commune, kind.code) not in rated
    )  # fmt: skip


def worst_first(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """The highest ratings first, then by impact, hazard and commune."""
    return tuple(sorted(risks, key=lambda one: (-one.rating, -one.impact, one.hazard, one.commune_insee)))


def hazard_kind_of(row: Cells) -> HazardKind:
    """A row of ``data/hazards.csv``. Raises InvalidInput."""
    return HazardKind(
        code=required(row, "code"),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        family=choice(row, "family", frozenset(FAMILY_WORDS)),
        season=Season(choice(row, "season", frozenset(Season))),
        plans=words(row, "plans"),
        starts_in=words(row, "starts_in"),
        probability=_mark(row, "probability"),
        impact=_mark(row, "impact"),
        source=text(row, "source"),
    )


def _mark(row: Cells, column: str) -> int:
    choice(row, column, frozenset(map(str, range(LOWEST, HIGHEST + 1))))
    return integer(row, column) or LOWEST
