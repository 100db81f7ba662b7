"""The scenarios that a community may play: the shipped ones, those of its folder, its own; the latter replace by code.

Nobody's name is in one. What cannot be read is left out and told: the others stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import N_, NotFound, ReleveError
from app.drills.effect_choices import Choices
from app.drills.scenario import ScenarioKind
from app.library.scenarios import problems_of, read_scenario, written
from app.response.orsan import Generation
from app.roster.spelling import fold
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.store import community, own_scenarios
from app.words import _
from app.words.bilingual import in_language
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.drills.scenario import Scenario
    from app.library import Library
    from app.store.database import Connection, Store
    from app.store.own_scenarios import OwnScenario

ANY = "any"


@dataclass(frozen=True, slots=True)
class Held:
    """What the community wrote: its revision, what it was copied from, when it was removed."""

    revision: int
    copied_from: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ScenarioShelf:
    """Scenarios by code: those of this territory first, then library, documented, own, by title. ``own``: those written here.

    ``removed``: title by code; ``faults``: why others can't be read, in sentences; ``may_write``: whether this role writes.
    """

    scenarios: Mapping[str, Scenario]
    territory: str
    own: Mapping[str, Held] = field(default_factory=dict)
    removed: Mapping[str, tuple[str, Held]] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    may_write: bool = False

    def is_here(self, scenario: Scenario) -> bool:
        """Whether it plays on this community's territory, or anywhere."""
        return not self.territory or scenario.territory in (self.territory, ANY)


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """One scenario to read: the names of what it refers to, its cards' titles, its codes' words, what leads nowhere.

    ``exercise_id``: the exercise whose own copy it is; empty for one of the library.
    """

    scenario: Scenario
    names: Choices
    cards: Mapping[str, str]
    orsan: Mapping[str, str]
    own: Held | None
    is_here: bool
    may_write: bool
    problems: tuple[str, ...] = ()
    exercise_id: str = ""

    @property
    def key(self) -> str:
        """What tells it apart on a screen: two exercises may hold copies of one scenario."""
        return self.exercise_id or self.scenario.code


def scenarios(conn: Connection, store: Store) -> tuple[Scenario, ...]:
    """Every one that can be read, shipped < ``DATA/content/scenarios`` < own, by kind then title."""
    found = {**read_library(store, conn).scenarios.scenarios, **_own(conn)[0]}
    order = list(ScenarioKind)
    return tuple(sorted(found.values(), key=lambda one: (order.index(one.kind), fold(one.title), one.code)))


def find_scenario(conn: Connection, store: Store, code: str) -> Scenario:
    """The one of that code. Raises NotFound."""
    for one in scenarios(conn, store):
        if one.code == code:
            return one
    raise NotFound(N_("Ce scénario n’est plus dans la bibliothèque. Rechargez la page."))


def read_shelf(actor: Actor, store: Store) -> ScenarioShelf:
    """All scenarios, those of this territory first. Raises NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        library, territory = read_library(store, conn), community.read(conn).territory
        held, errors = _own(conn)
        everyone = scenarios(conn, store)
        here = sorted(everyone, key=lambda one: bool(territory) and one.territory not in (territory, ANY))
        return ScenarioShelf(
            scenarios={one.code: one for one in here},
            territory=territory,
            own={one.code: _held(one) for one in own_scenarios.every(conn) if one.code in held},
            removed={one.code: (one.title, _held(one)) for one in own_scenarios.removed(conn)},
            faults=(*(sentence(error) for error in library.scenarios.errors), *errors),
            may_write=may(actor, Action.RUN_DRILLS),
        )


def read_page(actor: Actor, store: Store, code: str) -> ScenarioPage:
    """One scenario with every code it holds in words. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        library, territory = read_library(store, conn), community.read(conn).territory
        scenario, row = find_scenario(conn, store, code), own_scenarios.find(conn, code)
        return ScenarioPage(
            scenario=scenario,
            names=choices_of(library, scenario.territory),
            cards=card_titles(library),
            orsan=orsan_words(library),
            own=_held(row) if row is not None and row.removed_at is None else None,
            is_here=not territory or scenario.territory in (territory, ANY),
            may_write=may(actor, Action.RUN_DRILLS),
            problems=tuple(problems_of(scenario, library.scenarios.tables)),
        )


def read_codes(actor: Actor, store: Store) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What a scenario may cite: codes of ORSAN → their words, cards → their titles. Raises NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        library = read_library(store, conn)
        return orsan_words(library), card_titles(library)


def export_scenario(actor: Actor, store: Store, code: str) -> bytes:
    """The file of a scenario, to give to another community. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        return written(find_scenario(conn, store, code)).encode()


def own_problems(conn: Connection, library: Library) -> Iterator[str]:
    """What is wrong in the scenarios written here, in sentences that begin with their title."""
    for row in own_scenarios.every(conn):
        try:
            scenario = read_scenario(row.title, row.document)
        except ReleveError as error:
            yield sentence(error)
            continue
        for problem in problems_of(scenario, library.scenarios.tables):
            yield _("Scénario « {title} », {problem}").format(title=row.title, problem=problem)


def _own(conn: Connection) -> tuple[dict[str, Scenario], list[str]]:
    found: dict[str, Scenario] = {}
    errors: list[str] = []
    for row in own_scenarios.every(conn):
        try:
            found[row.code] = read_scenario(row.title, row.document)
        except ReleveError as error:
            errors.append(sentence(error))
    return found, errors


def _held(row: OwnScenario) -> Held:
    return Held(row.revision, row.copied_from, row.removed_at)


def card_titles(library: Library) -> dict[str, str]:
    """Slug of each reflex card → its title; none when a plan can't be read."""
    try:
        return {slug: one.title for slug, one in library.plans.cards.items()}
    except ReleveError:
        return {}


def orsan_words(library: Library) -> dict[str, str]:
    """Code of the current generation of ORSAN → its words; none when the table can't be read."""
    try:
        return {
            one.code: in_language(one.label, one.label_en)
            for one in library.orsan_codes
            if one.generation is Generation.CURRENT
        }
    except ReleveError:
        return {}
