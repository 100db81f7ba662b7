"""Which half-day is looked at, before or after which shock: the live world, the same struck, and what was computed of both.

Everything here is read and unmasked; use cases check who asks, then show of it what they may.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_, NotFound
from app.drills.composition import read_document
from app.drills.striking import strike
from app.library.outlines import outlines
from app.services.continuity.read_categories import continuity_rules
from app.services.coverage.coverage_answers import answers_of
from app.services.keeping.kept_answers import kept
from app.services.keeping.reference import read_library
from app.services.laboratory.read_scenarios import scenarios
from app.services.world.read_world import read_world, world_mark
from app.store import community, laboratory_runs
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import datetime

    from app.drills.shock import AnyEffect
    from app.drills.territory import Provider, Road
    from app.drills.world import Known, Slice, World
    from app.library.outlines import Outline
    from app.roster.commune import Commune
    from app.services.coverage.coverage_answers import Answers
    from app.store.community import Community
    from app.store.database import Connection, Store

DAYS = 2
"""Days ahead that the map can show."""

SAVED, SAVED_SHOWN = "essai-", 12
"""How the address begins a saved run's id; how many of the latest are offered."""


class Moment(StrEnum):
    """Where the slider stands."""

    BEFORE = "before"
    AFTER = "after"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: ``slice`` as :func:`slice_code` writes it (empty: the present one), a scenario's code, a moment."""

    slice: str = ""
    shock: str = ""
    moment: Moment = Moment.BEFORE


@dataclass(frozen=True, slots=True)
class ShockChoice:
    """A shock that can be laid over the live situation, a scenario's or that of a run the laboratory saved, and its answer."""

    code: str
    title: str
    is_saved: bool
    shocks: tuple[AnyEffect, ...]
    answers: tuple[AnyEffect, ...]

    @property
    def has_plan(self) -> bool:
        """Whether anything answers."""
        return bool(self.answers)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What is looked at. ``asked`` with what was unknown in it replaced. ``before``: the live half-day, ``shown``: at the moment.

    ``key``: of what is kept about ``shown``. ``threshold``: of masking. ``is_fictional``: nobody real is counted.
    """

    key: tuple[Hashable, ...]
    at: datetime
    asked: Asked
    community: Community
    world: World
    rank: int
    choices: tuple[ShockChoice, ...]
    before: Answers
    shown: Answers
    known: Mapping[str, Known]
    """Every provider of ``shown``, those that a plan added included."""
    outlines: tuple[Outline, ...]
    communes: Mapping[str, Commune]
    threshold: int

    @cached_property
    def providers(self) -> Mapping[str, Provider]:
        """Those of ``shown``, by id."""
        return {one.id: one for one in self.shown.territory.providers}

    @cached_property
    def roads(self) -> Mapping[str, Road]:
        """Those of the live half-day, by id."""
        return {one.id: one for one in self.before.territory.roads}

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Place → how it is called."""
        return {one.id: one.name for one in self.shown.territory.places}

    @property
    def is_exercise(self) -> bool:
        """Whether anything but the live situation is shown."""
        return self.asked.moment is not Moment.BEFORE

    @property
    def shock(self) -> ShockChoice | None:
        return next((one for one in self.choices if one.code == self.asked.shock), None)


def stage(conn: Connection, store: Store, asked: Asked) -> Stage:
    """The stage now; the world and each half-day are built once for every state of what they read."""
    at, library, held = store.now(), read_library(store, conn), community.read(conn)
    mark = (str(store.folder.path), world_mark(conn, store), _quarter(at), language())
    world = kept(("world", *mark), lambda: read_world(conn, store, at, days=DAYS))
    known = _choices(conn, store, held.territory)
    asked, rank = _settled(asked, world, known, at)
    usual = ("coverage", *mark, rank)
    key = (*usual, *_struck_key(asked, known))
    before = kept(usual, lambda: answers_of(world.at(rank)))
    shown, added = kept(key, lambda: _struck(world, rank, at, asked, known)) if len(key) > len(usual) else (before, {})
    return Stage(
        key=key,
        at=at,
        asked=asked,
        community=held,
        world=world,
        rank=rank,
        choices=known,
        before=before,
        shown=shown,
        known={**world.known, **added},
        outlines=outlines(store.folder.content, held.territory),
        communes={one.insee: one for one in library.communes(held.territory)} if held.territory else {},
        threshold=continuity_rules(library)["masking_threshold"],
    )


def _quarter(at: datetime) -> str:
    """The quarter of an hour: the world begins with the half-day of now, and what is under way changes with time."""
    return at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0).isoformat()


def slice_code(one: Slice) -> str:
    """« 2026-11-26-morning »: how the address says a half-day."""
    return f"{paris_date(one.starts_at).isoformat()}-{one.part.value}"


def _choices(conn: Connection, store: Store, territory: str) -> tuple[ShockChoice, ...]:
    """The scenarios of the territory, then the latest runs that the laboratory saved."""
    found = [
        ShockChoice(one.code, one.title, False, one.shocks, one.answers)
        for one in scenarios(conn, store)
        if one.territory in (territory, "any")
    ]
    for run in laboratory_runs.every(conn)[:SAVED_SHOWN]:
        composed = kept(("composition", run.composition), partial(read_document, run.composition))
        if composed is not None and composed.supposes_something:
            found.append(ShockChoice(f"{SAVED}{run.id}", run.title, True, composed.shocks, composed.plan))
    return tuple(found)


def _settled(asked: Asked, world: World, known: Sequence[ShockChoice], at: datetime) -> tuple[Asked, int]:
    """What is asked, without what is no longer there: a half-day gone by, a scenario removed, a plan that says nothing."""
    ranks = {slice_code(one): rank for rank, one in enumerate(world.slices)}
    rank = ranks.get(asked.slice, world.rank_of(at))
    chosen = next((one for one in known if one.code == asked.shock), None)
    moment = asked.moment if chosen is not None else Moment.BEFORE
    if moment is Moment.PLAN and chosen is not None and not chosen.has_plan:
        moment = Moment.AFTER
    return Asked(slice_code(world.slices[rank]), chosen.code if chosen else "", moment), rank


def _struck_key(asked: Asked, known: Sequence[ShockChoice]) -> tuple[Hashable, ...]:
    if asked.moment is Moment.BEFORE:
        return ()
    # The effects themselves stand in the key: a scenario rewritten under the same code is solved again.
    return (asked.moment, *(one.model_dump_json() for one in _effects(asked, known)))


def _effects(asked: Asked, known: Sequence[ShockChoice]) -> tuple[AnyEffect, ...]:
    chosen = next((one for one in known if one.code == asked.shock), None)
    if chosen is None:
        raise NotFound(N_("Ce scénario n’existe plus : choisissez-en un autre."))
    return (*chosen.shocks, *chosen.answers) if asked.moment is Moment.PLAN else chosen.shocks


def _struck(
    world: World, rank: int, at: datetime, asked: Asked, known: Sequence[ShockChoice]
) -> tuple[Answers, Mapping[str, Known]]:
    """T0 is the start of the present half-day: a later one shows what the shock has become by then."""
    found = strike(world, _effects(asked, known), rank, t0_rank=min(rank, world.rank_of(at)))
    return answers_of(found.territory, found.withheld), found.added
