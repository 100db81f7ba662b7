"""Saved runs of the laboratory: the list, one of them, two side by side; each says whether the roster changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import N_, NotFound
from app.drills.composition import read_document
from app.drills.drill import LineName
from app.drills.kept_report import read_kept
from app.services.read_world import world_mark
from app.store import laboratory_runs
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from app.access.actor import Actor
    from app.drills.composition import Composition
    from app.drills.drill_report import DrillReport
    from app.store.database import Connection, Store
    from app.store.laboratory_runs import LaboratoryRun


@dataclass(frozen=True, slots=True)
class SavedRun:
    """One run. ``composition`` None: who reads it may not run drills; ``report`` None: another version of Relève wrote it.

    ``is_current``: nothing that it was computed from has changed since.
    """

    id: str
    title: str
    scenario: str
    run_at: datetime
    composition: Composition | None
    report: DrillReport | None
    is_current: bool
    revision: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs, what tells them apart in sentences, and whether they ran on the same roster."""

    first: SavedRun
    second: SavedRun
    sentences: tuple[str, ...]
    same_roster: bool


def saved_runs(actor: Actor, store: Store) -> tuple[SavedRun, ...]:
    """Every run that is kept, the latest first. Raises NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        mark = world_mark(conn, store)
        return tuple(_saved(actor, one, mark) for one in laboratory_runs.every(conn))


def read_run(actor: Actor, store: Store, run_id: str) -> SavedRun:
    """One run. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        return _saved(actor, _found(conn, run_id), world_mark(conn, store))


def compare_runs(actor: Actor, store: Store, first_id: str, second_id: str) -> Comparison:
    """Two runs side by side. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        mark = world_mark(conn, store)
        rows = _found(conn, first_id), _found(conn, second_id)
    first, second = (_saved(actor, one, mark) for one in rows)
    same = rows[0].mark == rows[1].mark
    return Comparison(first, second, tuple(_told(first, second, same_roster=same)), same)


def _found(conn: Connection, run_id: str) -> LaboratoryRun:
    found = laboratory_runs.find(conn, run_id)
    if found is None:
        raise NotFound(N_("Cet essai n’existe plus."))
    return found


def _saved(actor: Actor, one: LaboratoryRun, mark: str) -> SavedRun:
    exact = may(actor, Action.RUN_DRILLS)
    kept = read_kept(one.result)
    return SavedRun(
        one.id, one.title, one.scenario, one.run_at,
        # Who is named in a composition is named by an id: it goes to those who may compose alone.
        read_document(one.composition) if exact else None,
        (kept.exact if exact else kept.shared) if kept else None,
        one.mark == mark, one.revision,
    )  # fmt: skip


def _told(first: SavedRun, second: SavedRun, *, same_roster: bool) -> Iterator[str]:
    if not same_roster:
        yield _("Les deux essais n’ont pas été faits avec les mêmes effectifs : une partie de l’écart vient de là.")
    if first.report is None or second.report is None:
        yield _("Un des deux essais vient d’une autre version : refaites-le pour le comparer.")
        return
    for name, words in ((LineName.SHOCK, N_("Sous le choc")), (LineName.PLAN, N_("Avec le plan"))):
        shares = _share(first.report, name), _share(second.report, name)
        yield _("{line}, {first} % des besoins sont servis dans « {one} », {second} % dans « {two} ».").format(
            line=_(words), first=spoken_number(shares[0]), second=spoken_number(shares[1]), one=first.title, two=second.title
        )  # fmt: skip
    if first.composition is None:
        return
    caught = [one.waterfall.after_shocks - one.waterfall.left for one in (first.report, second.report)]
    if caught[0] != caught[1]:
        better = second if caught[1] > caught[0] else first
        more = abs(caught[1] - caught[0])
        yield ngettext(
            "Le plan de « {title} » sert {n} besoin de plus.", "Le plan de « {title} » sert {n} besoins de plus.", more
        ).format(title=better.title, n=spoken_number(more))


def _share(report: DrillReport, name: LineName) -> int:
    line = report.line(name)
    points = line.points[report.t0_rank :] if line else ()
    demand = sum(one.demand for one in points)
    return 100 * sum(one.served for one in points) // demand if demand else 100
