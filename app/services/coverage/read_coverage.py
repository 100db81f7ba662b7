"""The map of coverage, what losing one thing costs, bad days, roads and reinforcements: read by everyone inside.

By role and commune; names for who runs drills. Nothing is written: a drill works on a copy of the live roster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.drills.coverage import Coverage, LossClass, LossKind
from app.services.coverage.coverage_masking import Rights, few, rights_of, shared_rights
from app.services.coverage.coverage_names import NameKind, kind_of, name_of, road_name, role_of
from app.services.coverage.coverage_stage import Asked, Stage, stage
from app.services.coverage.coverage_view import CoverageView, view_of
from app.services.keeping.kept_answers import kept
from app.services.keeping.long_work import Owner, begin_answer

if TYPE_CHECKING:
    from collections.abc import Hashable

    from app.access.actor import Actor
    from app.drills.coverage import Loss
    from app.drills.territory import Territory
    from app.services.keeping.long_work import Work
    from app.services.keeping.long_work_process import Tell
    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class LossRow:
    """One thing whose loss was tried. ``said``, ``loss`` as the reader may know them, ``shared…`` as they may leave the screen.

    ``loss`` None: at least one, too few to be said. ``shared``: by role and commune.
    """

    kind: NameKind
    said: str
    shared: str
    loss: int | None
    shared_loss: int | None
    category: LossClass


@dataclass(frozen=True, slots=True)
class LossesView:
    """All that stands, taken away one by one: the largest loss first. ``counts``: kind → how many of each class."""

    rows: tuple[LossRow, ...]
    counts: dict[NameKind, dict[LossClass, int]]
    named: bool
    threshold: int


def read_coverage(actor: Actor, store: Store, asked: Asked, skill: str = "", *, shared: bool = False) -> CoverageView:
    """The map of a half-day, before or after a shock; ``shared``: as it may leave the screen. Raises NotAllowed, NotFound."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    rights = shared_rights(held) if shared else rights_of(held, actor)
    return kept(("view", *held.key, held.asked, _offered(held), rights, skill), lambda: view_of(held, rights, skill))


def read_losses(actor: Actor, store: Store, asked: Asked) -> LossesView:
    """Whose loss costs what, every person, site, thing and road that still stands. Raises NotAllowed, NotFound."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    rights = rights_of(held, actor)
    return kept(("losses view", *held.key, rights), lambda: losses_view(held, rights))


def _offered(held: Stage) -> tuple[tuple[str, str, bool], ...]:
    """What the view offers to lay over the map: a run kept, renamed or removed since makes it another view."""
    return tuple((one.code, one.title, one.has_plan) for one in held.choices)


def losses_view(held: Stage, rights: Rights) -> LossesView:
    """The same, of a stage already read."""
    found = kept(losses_key(held), EveryLoss(held.shown.territory))
    shared = shared_rights(held)
    rows = [_row(one, held, rights, shared) for one in found if not _is_idle(one, held)]
    counts: dict[NameKind, dict[LossClass, int]] = {}
    for row in rows:
        counts.setdefault(row.kind, dict.fromkeys(LossClass, 0))[row.category] += 1
    return LossesView(tuple(sorted(rows, key=_order)), counts, rights.named, rights.threshold)


def begin_losses(actor: Actor, store: Store, asked: Asked) -> Work | None:
    """Have the losses found beside the screens; None once they are, and :func:`read_losses` has only to show them.

    Raises NotAllowed, NotFound.
    """
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    return begin_answer(Owner.of(actor, store, "losses"), losses_key(held), EveryLoss(held.shown.territory))


def losses_key(held: Stage) -> Hashable:
    """Under which the losses of a stage are kept."""
    return ("losses", *held.key)


@dataclass(frozen=True, slots=True)
class EveryLoss:
    """The search itself, which may run in another process."""

    territory: Territory

    def __call__(self, tell: Tell = lambda _done, _of: None) -> tuple[Loss, ...]:
        return Coverage(self.territory).losses(tell)


def _is_idle(one: Loss, held: Stage) -> bool:
    """Who gives nothing at that time anyway, and carries nobody: neither a relay nor in want of one."""
    if one.kind is LossKind.ROAD or one.loss:
        return False
    provider = held.providers[one.id]
    return not provider.capacity and kind_of(one.id) is not NameKind.THING


def _row(one: Loss, held: Stage, rights: Rights, shared: Rights) -> LossRow:
    loss, told = (None if one.loss and few(one.loss, each) else one.loss for each in (rights, shared))
    if one.kind is LossKind.ROAD:
        name = road_name(held.roads[one.id], held.places)
        return LossRow(NameKind.ROAD, name, name, loss, told, one.category)
    known = held.known.get(one.id)
    commune = held.places.get(held.providers[one.id].place, "")
    role = role_of(one.id, known, commune)
    said = name_of(one.id, known, commune) if rights.named else role
    return LossRow(kind_of(one.id), said, role, loss, told, one.category)


def _order(row: LossRow) -> tuple[int, str, str]:
    """The largest first; those too few to be said after the others, told apart by no order of theirs."""
    return (-row.loss if row.loss else 1 if row.loss == 0 else 0, row.kind, row.said)
