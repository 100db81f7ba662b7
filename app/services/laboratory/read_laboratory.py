"""What the laboratory works with: what can be composed, a trial run and kept in mind, a saved one as its reader may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import N_, NotFound
from app.drills.composition import document, read_document
from app.drills.kept_report import read_kept
from app.services.continuity.read_categories import continuity_rules
from app.services.keeping.kept_answers import kept
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import effect_choices
from app.services.laboratory.laboratory_words import told
from app.services.laboratory.read_scenarios import read_shelf
from app.services.laboratory.run_drill import ran
from app.services.world.read_world import world_mark
from app.store import laboratory_runs
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.drills.composition import Composition
    from app.drills.effect_choices import Choices
    from app.drills.scenario import Scenario
    from app.services.laboratory.laboratory_words import Told
    from app.services.laboratory.run_drill import Ran
    from app.store.database import Connection, Store
    from app.store.laboratory_runs import LaboratoryRun


@dataclass(frozen=True, slots=True)
class Bench:
    """What a trial can be made of: codes with their words, scenarios to begin from (those of this territory), the present."""

    choices: Choices
    scenarios: Mapping[str, Scenario]
    now: datetime
    has_territory: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial that was run: ``told`` with every count, ``shared`` as whoever may not run drills reads it and as files hold it."""

    ran: Ran
    told: Told
    shared: Told


@dataclass(frozen=True, slots=True)
class ReadRun:
    """A saved run as its reader may read it. ``told`` None: another version wrote it; ``shared``: as files hold it.

    ``composition`` None: who reads may not run drills. ``is_current``: nothing it was reckoned on has changed since.
    """

    id: str
    title: str
    run_at: datetime
    revision: int
    is_current: bool
    composition: Composition | None
    told: Told | None
    shared: Told | None


def read_bench(actor: Actor, store: Store) -> Bench:
    """Everything one may compose with. Raises NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    with store.reading() as conn:
        key = ("bench", str(store.folder.path), world_mark(conn, store), language())
    choices = kept(key, lambda: effect_choices(actor, store, named=True))
    shelf = read_shelf(actor, store)
    here = {code: one for code, one in shelf.scenarios.items() if shelf.is_here(one)}
    return Bench(choices, here, store.now(), bool(shelf.territory))


def try_composition(actor: Actor, store: Store, composition: Composition) -> Trial:
    """Run what was composed on the roster of the moment; asked again, the same answer. Raises InvalidInput, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    with store.reading() as conn:
        key = ("trial", str(store.folder.path), world_mark(conn, store), document(composition), language())
        least = _least(conn, store)
        return kept(key, lambda: _trial(ran(conn, store, composition), least))


def read_saved(actor: Actor, store: Store, run_id: str) -> ReadRun:
    """A saved run as this reader may read it. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        found = laboratory_runs.find(conn, run_id)
        if found is None:
            raise NotFound(N_("Cet essai n’existe plus."))
        return _read(conn, store, found, exact=may(actor, Action.RUN_DRILLS))


def read_all_saved(actor: Actor, store: Store) -> tuple[ReadRun, ...]:
    """Every saved run, the latest first. Raises NotAllowed."""
    require(actor, Action.READ_DRILLS)
    exact = may(actor, Action.RUN_DRILLS)
    with store.reading() as conn:
        return tuple(_read(conn, store, one, exact=exact) for one in laboratory_runs.every(conn))


def _trial(done: Ran, least: int) -> Trial:
    return Trial(done, told(done.report), told(done.shared, least=least))


def _read(conn: Connection, store: Store, one: LaboratoryRun, *, exact: bool) -> ReadRun:
    least = _least(conn, store)
    # Reports are long to read again; who may read which is decided below, at each reading.
    words = kept(("saved", str(store.folder.path), one.id, one.revision, least, language()), lambda: _words(one, least))
    return ReadRun(
        one.id, one.title, one.run_at, one.revision, one.mark == world_mark(conn, store),
        read_document(one.composition) if exact else None, words[0 if exact else 1], words[1],
    )  # fmt: skip


def _words(one: LaboratoryRun, least: int) -> tuple[Told, Told] | tuple[None, None]:
    reports = read_kept(one.result)
    return (told(reports.exact), told(reports.shared, least=least)) if reports else (None, None)


def _least(conn: Connection, store: Store) -> int:
    return continuity_rules(read_library(store, conn))["masking_threshold"]
