"""What a scenario refers to, and which of it leads nowhere: communes, roads, professions, skills, cards, codes, services.

Whoever knows the tables hands them in (:class:`Tables`); nothing is read here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills import supply
from app.drills.shock import (
    Absence,
    CallVolunteers,
    Closure,
    Demand,
    Discharge,
    Doses,
    ItDown,
    MobileTeam,
    NewNeed,
    OpenSite,
    PowerCut,
    RoadCut,
    RoadSlow,
    Supply,
    Who,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from app.drills.scenario import Scenario
    from app.drills.shock import AnyEffect

Path = tuple[str | int, ...]


class Table(StrEnum):
    """Where a reference must lead."""

    COMMUNE = "commune"
    ROAD = "road"
    PROFESSION = "profession"
    SKILL = "skill"
    SITE_KIND = "site_kind"
    SERVICE = "service"
    SUPPLIER = "supplier"
    CARD = "card"
    ORSAN = "orsan"


TABLE_WORDS = {
    Table.COMMUNE: N_("les communes de ce territoire (data/territories)"),
    Table.ROAD: N_("les routes de ce territoire (data/territories)"),
    Table.PROFESSION: "data/professions.csv",
    Table.SKILL: "data/coverage_skills.csv",
    Table.SITE_KIND: "data/site_categories.csv",
    Table.SERVICE: N_("les services dont d’autres dépendent (scenarios/README.md)"),
    Table.SUPPLIER: "data/coverage_supply.csv",
    Table.CARD: "plans/*/cards",
    Table.ORSAN: N_("data/orsan_taxonomy.csv, génération « current »"),
}

SERVICES = {code: words for code, words in supply.SERVICES.items() if code != "logiciel"}
"""Services that a scenario may name → their words; « logiciel:<nom> » besides, whatever the name."""

SOFTWARE = "logiciel:"


@dataclass(frozen=True, slots=True)
class Tables:
    """The codes known of each table; a table left out is not checked. ``places`` holds those of each territory."""

    codes: Mapping[Table, frozenset[str]]
    communes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    roads: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, territory: str, table: Table) -> frozenset[str] | None:
        """The codes of a table for a scenario of that territory (« any »: of all of them); None: not to be checked."""
        held = {Table.COMMUNE: self.communes, Table.ROAD: self.roads}.get(table)
        if held is None:
            return self.codes.get(table)
        if territory in held:
            return held[territory]
        return frozenset().union(*held.values()) if held else None


@dataclass(frozen=True, slots=True)
class Lost:
    """A reference that leads nowhere: where it stands, what is written, in which table it should be."""

    path: Path
    value: str
    table: Table


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, and what would be right (French sources)."""

    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What no table is needed to see, and where it stands."""

    path: Path
    said: Wrong


NAMED = Wrong(
    N_("une personne ou un site y est désigné"),
    N_("Un scénario ne désigne personne : dites une profession, une commune ou un genre de site."),
)
NOBODY = Wrong(
    N_("cet effet ne concerne personne"), N_("Ajoutez une profession, une commune, un cabinet ou un genre de site.")
)
NOTHING = Wrong(N_("cet effet n’ajoute rien"), N_("Donnez une quantité (quantity) ou un pourcentage (percent)."))
NO_SLOWER = Wrong(
    N_("cette route n’est pas ralentie"),
    N_("Donnez un pourcentage (percent) au-dessus de 100, ou des minutes (minutes)."),
)
TIMES = Wrong(N_("la fin vient avant le début"), N_("Corrigez from_hours ou until_hours."))
SPARE = Wrong(N_("il y a plus d’absents que de personnes"), N_("Corrigez count ou of."))


def lost(scenario: Scenario, tables: Tables) -> Iterator[Lost]:
    """Every reference of a scenario that leads nowhere, in the order of the file."""
    for path, value, table in references(scenario):
        known = tables.of(scenario.territory, table)
        if known is not None and value not in known and not (table is Table.SERVICE and value.startswith(SOFTWARE)):
            yield Lost(path, value, table)


def faults(scenario: Scenario) -> Iterator[Fault]:
    """Effects that would do nothing, end before they begin, or name somebody."""
    for path, effect in effects_of(scenario):
        yield from (Fault((*path, *one.path), one.said) for one in effect_faults(effect))


def effect_faults(effect: AnyEffect, *, may_name: bool = False) -> Iterator[Fault]:
    """What is wrong in one effect taken alone. ``may_name``: it may say which providers (a laboratory, never a scenario)."""
    return (Fault(path, said) for path, said in _wrong(effect, may_name))


def _wrong(effect: AnyEffect, may_name: bool) -> Iterator[tuple[Path, Wrong]]:
    if isinstance(effect, Who):
        if effect.providers and not may_name:
            yield ("providers",), NAMED
        if not _is_said(effect):
            yield (), NOBODY
    if isinstance(effect, Demand) and not (effect.quantity or effect.percent):
        yield (), NOTHING
    if isinstance(effect, RoadSlow) and effect.percent == 100 and not effect.minutes:
        yield (), NO_SLOWER
    if isinstance(effect, Absence) and effect.count and effect.of and effect.count > effect.of:
        yield ("count",), SPARE
    if effect.until_hours is not None and effect.until_hours <= effect.from_hours:
        yield ("until_hours",), TIMES


def references(scenario: Scenario) -> Iterator[tuple[Path, str, Table]]:
    """Every code a scenario holds: its path, itself, its table."""
    for index, code in enumerate(scenario.orsan):
        yield ("orsan", index), code, Table.ORSAN
    for index, objective in enumerate(scenario.objectives):
        yield from _each(("objectives", index, "cards"), objective.cards, Table.CARD)
    for path, effect in effects_of(scenario):
        for key, value, table in effect_references(effect):
            yield (*path, *key), value, table
    for index, inject in enumerate(scenario.injects):
        for rank, one in enumerate(inject.expected):
            if one.card:
                yield ("injects", index, "expected", rank, "card"), one.card, Table.CARD


def effects_of(scenario: Scenario) -> Iterator[tuple[Path, AnyEffect]]:
    """Every effect with its path, in the order of the file."""
    for index, effect in enumerate(scenario.effects):
        yield ("effects", index), effect
    for index, effect in enumerate(scenario.plan):
        yield ("plan", index), effect
    for index, inject in enumerate(scenario.injects):
        for rank, effect in enumerate(inject.effects):
            yield ("injects", index, "effects", rank), effect


def effect_references(effect: AnyEffect) -> Iterator[tuple[Path, str, Table]]:
    """Every code of one effect."""
    if isinstance(effect, Who):
        yield from _each(("professions",), effect.professions, Table.PROFESSION)
        yield from _each(("site_kinds",), effect.site_kinds, Table.SITE_KIND)
    if isinstance(effect, Absence | Closure | Supply | PowerCut | ItDown | Demand | Discharge | CallVolunteers):
        yield from _each(("communes",), effect.communes, Table.COMMUNE)
    if isinstance(effect, RoadCut | RoadSlow):
        yield from _each(("roads",), effect.roads, Table.ROAD)
    if isinstance(effect, ItDown):
        yield ("service",), effect.service, Table.SERVICE
    if isinstance(effect, Supply) and effect.supplier:
        yield ("supplier",), effect.supplier, Table.SUPPLIER
    if isinstance(effect, Discharge):
        for skill in effect.patients:
            yield ("patients", skill), skill, Table.SKILL
    if isinstance(effect, NewNeed | OpenSite | MobileTeam):
        yield ("commune",), effect.commune, Table.COMMUNE
    if isinstance(effect, Demand | NewNeed | Doses):
        yield ("skill",), effect.skill, Table.SKILL
    if isinstance(effect, OpenSite | MobileTeam):
        yield from _each(("skills",), effect.skills, Table.SKILL)
    if isinstance(effect, CallVolunteers):
        yield ("profession",), effect.profession, Table.PROFESSION


def _each(path: Path, values: Iterable[str], table: Table) -> Iterator[tuple[Path, str, Table]]:
    for index, value in enumerate(values):
        yield (*path, index), value, table


def _is_said(effect: Who) -> bool:
    said = effect.providers or effect.professions or effect.practices or effect.site_kinds or effect.communes
    return bool(said or (isinstance(effect, Supply) and effect.supplier))
