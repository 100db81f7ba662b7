"""Two losses at once: which people, places and roads cost more together than one after the other, because they relieve each other.

Electricity, networks and suppliers are left out: two of them take everyone away, which says nothing of who relieves whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.drills.coverage import Coverage, LossKind
from app.drills.pairs import pair_losses
from app.services.coverage.coverage_masking import few, rights_of, shared_rights
from app.services.coverage.coverage_names import NameKind, kind_of, name_of, road_name, role_of
from app.services.coverage.coverage_stage import stage
from app.services.keeping.kept_answers import kept
from app.services.keeping.long_work import Owner, begin_answer

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.drills.coverage import Loss
    from app.drills.pairs import PairLoss, PairSweep
    from app.drills.territory import Territory
    from app.services.coverage.coverage_masking import Rights
    from app.services.coverage.coverage_stage import Asked, Stage
    from app.services.keeping.long_work import Work
    from app.services.keeping.long_work_process import Tell
    from app.store.database import Store

MOST = 20
"""Pairs handed over: those of the largest excess."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two things and what they cost: each alone, both. None: at least one of these numbers is too few to be said."""

    first: str
    second: str
    alone: tuple[int, int] | None
    together: int | None

    @property
    def excess(self) -> int | None:
        """Demands that only the pair leaves without anyone."""
        return None if self.alone is None or self.together is None else self.together - sum(self.alone)


@dataclass(frozen=True, slots=True)
class PairsView:
    """Pairs whose excess is above nought, the largest first. ``shared``: the same rows as they may leave the screen.

    ``tried``: how many pairs were. ``named``: whether who reads, reads names.
    """

    rows: tuple[PairRow, ...]
    shared: tuple[PairRow, ...]
    tried: int
    named: bool


def read_pairs(actor: Actor, store: Store, asked: Asked) -> PairsView:
    """The pairs of a half-day, before or after a shock. Raises NotAllowed, NotFound."""
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    rights = rights_of(held, actor)
    found = kept(("pairs", *held.key), EveryPair(held.shown.territory))
    worse = [one for one in found.pairs if one.excess > 0][:MOST]
    return PairsView(
        tuple(_row(one, held, rights) for one in worse),
        tuple(_row(one, held, shared_rights(held)) for one in worse),
        len(found.pairs),
        rights.named,
    )


def begin_pairs(actor: Actor, store: Store, asked: Asked) -> Work | None:
    """Have the pairs found beside the screens; None once they are, and :func:`read_pairs` has only to show them.

    Raises NotAllowed, NotFound.
    """
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        held = stage(conn, store, asked)
    return begin_answer(Owner.of(actor, store, "pairs"), ("pairs", *held.key), EveryPair(held.shown.territory))


@dataclass(frozen=True, slots=True)
class EveryPair:
    """The search itself, which may run in another process."""

    territory: Territory

    def __call__(self, tell: Tell = lambda _done, _of: None) -> PairSweep:
        coverage = Coverage(self.territory)
        losses = [
            one for one in coverage.losses() if one.kind is LossKind.ROAD or kind_of(one.id) is not NameKind.THING
        ]
        return pair_losses(coverage, losses, tell=tell)


def _row(one: PairLoss, held: Stage, rights: Rights) -> PairRow:
    numbers = (one.first.loss, one.second.loss, one.loss, one.excess)
    hidden = any(number and few(number, rights) for number in numbers)
    alone = None if hidden else (one.first.loss, one.second.loss)
    return PairRow(_said(one.first, held, rights), _said(one.second, held, rights), alone, None if hidden else one.loss)


def _said(one: Loss, held: Stage, rights: Rights) -> str:
    if one.kind is LossKind.ROAD:
        return road_name(held.roads[one.id], held.places)
    known, commune = held.known.get(one.id), held.places.get(held.providers[one.id].place, "")
    return name_of(one.id, known, commune) if rights.named else role_of(one.id, known, commune)
