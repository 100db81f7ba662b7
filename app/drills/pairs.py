"""Two losses at once: what a pair costs beyond its two parts.

Two that relieve each other cost little alone and much together. Losing providers is supermodular: a pair costs at least the
sum of its parts. Roads are not (two in a row on one way cost once), so a pair with a road costs at least its dearer part.
At most, a pair costs what its first part does and all that the second can give: its capacity, not what it gives today, for
it may be what relieves the first. Only where these bounds differ is a pair solved.

So one whose loss is already its whole capacity costs no more in a pair: the excess is among those that are relieved today,
which is why singles are taken from both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from app.drills.coverage import LossKind
from app.drills.reach import Reach, Roads
from app.drills.territory import Dependents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.drills.coverage import Coverage, Loss
    from app.network.cover import Arc


@dataclass(frozen=True, slots=True)
class PairLoss:
    """Units that two things cost together; ``excess``: beyond the sum of what each costs alone (below 0: in part the same)."""

    first: Loss
    second: Loss
    loss: int

    @property
    def excess(self) -> int:
        return self.loss - self.first.loss - self.second.loss


@dataclass(frozen=True, slots=True)
class PairSweep:
    """``singles``: the things paired, those that cost most alone first. ``pairs``: all of them, largest excess first.

    ``solved``: how many had to be; the bounds settled the others.
    """

    singles: tuple[Loss, ...]
    pairs: tuple[PairLoss, ...]
    solved: int


def pair_losses(
    coverage: Coverage, losses: Sequence[Loss], *, most: int = 15, relieved: int = 15,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> PairSweep:  # fmt: skip
    """Every pair of the ``most`` singles that cost most and of the ``relieved`` ones whose capacity others make up for most.

    ``losses``: those of this coverage (:meth:`Coverage.losses`). A thing that falls with another makes no pair with it.
    ``tell`` hears how many pairs are done, out of how many.
    """
    field = _Field(coverage)
    singles = _singles(field, losses, most, relieved)
    ways = list(combinations(singles, 2))
    found, solved = [], 0
    for done, (first, second) in enumerate(ways, 1):
        if not field.is_one(first, second):
            least, top = field.bounds(first, second)
            solved += least < top
            found.append(PairLoss(first, second, least if least == top else field.loss((first, second))))
        tell(done, len(ways))
    found.sort(key=lambda one: (-one.excess, -one.loss, *_name(one.first), *_name(one.second)))
    return PairSweep(tuple(singles), tuple(found), solved)


def _singles(field: _Field, losses: Sequence[Loss], most: int, relieved: int) -> list[Loss]:
    """The dearest, roads included; then, of the others, those of most capacity beyond their loss."""
    dearest = sorted(losses, key=lambda one: (-one.loss, *_name(one)))
    chosen = [one for one in dearest[:most] if one.loss]
    slack = {one: field.falling_capacity(one) - one.loss for one in dearest[len(chosen) :]}
    others = sorted((one for one in slack if slack[one] > 0), key=lambda one: (-slack[one], *_name(one)))
    return sorted([*chosen, *others[:relieved]], key=lambda one: (-one.loss, *_name(one)))


def _name(one: Loss) -> tuple[str, str]:
    return one.kind, one.id


class _Field:
    """What falls, and which arcs are lost, with any few things."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._rank = {one.id: rank for rank, one in enumerate(coverage.providers)}
        self._dependents = Dependents(coverage.providers)
        self._short = coverage.cover.short()
        self._falls: dict[str, frozenset[int]] = {}
        self._beyond: dict[frozenset[str], list[Arc]] = {}
        territory = coverage.territory
        self._reaches = [one.reach_minutes for one in coverage.providers]
        self._whole = Roads(territory.places, territory.roads, self._reaches)
        self._reach = Reach(self._whole, coverage.needs)

    def falling(self, one: Loss) -> frozenset[int]:
        """Ranks of the providers that fall with one thing."""
        if one.kind is LossKind.ROAD:
            return frozenset()
        if one.id not in self._falls:
            self._falls[one.id] = frozenset(self._rank[id] for id in self._dependents.falling({one.id}))
        return self._falls[one.id]

    def falling_capacity(self, one: Loss) -> int:
        return self._capacity(self.falling(one))

    def is_one(self, first: Loss, second: Loss) -> bool:
        """Whether one of the two brings the other down anyway."""
        falls, others = self.falling(first), self.falling(second)
        return bool(falls and others) and (falls <= others or others <= falls)

    def bounds(self, first: Loss, second: Loss) -> tuple[int, int]:
        """At least, at most."""
        falls, others = self.falling(first), self.falling(second)
        tops = [self._coverage.cover.served]
        # Without the first, the second gives its capacity at most; a road has none, and sets no bound.
        if others:
            tops.append(first.loss + self._capacity(others - falls))
        if falls:
            tops.append(second.loss + self._capacity(falls - others))
        if not falls or not others:
            return max(first.loss, second.loss), min(tops)
        apart = not falls & others
        least = first.loss + second.loss if apart else max(first.loss, second.loss)
        return least, min(*tops, self._held(falls | others))

    def loss(self, things: Iterable[Loss]) -> int:
        """Units lost without these things, everything else re-routed."""
        chosen = tuple(things)
        gone = frozenset[int]().union(*(self.falling(one) for one in chosen))
        cut = frozenset(one.id for one in chosen if one.kind is LossKind.ROAD)
        cover = self._coverage.cover
        if not cut:
            return cover.loss(sorted(gone), self._short)
        lost = [(rank, need) for rank, need in self._arcs_beyond(cut) if rank not in gone]
        return cover.loss_of_arcs([*lost, *((rank, need) for rank in sorted(gone) for need in cover.reach[rank])])

    def _arcs_beyond(self, cut: frozenset[str]) -> list[Arc]:
        """Arcs that the roads left no longer allow."""
        if cut not in self._beyond:
            territory = self._coverage.territory
            left = [one for one in territory.roads if one.id not in cut]
            # Lengths are compared in the unit of the whole.
            roads = Roads(territory.places, left, (), self._whole.scale)
            self._beyond[cut] = [
                (rank, need)
                for rank, one in enumerate(self._coverage.providers)
                if one.capacity
                for need in self._reach.lost(one, roads.far[roads.row(one.place)])
            ]
        return self._beyond[cut]

    def _capacity(self, ranks: Iterable[int]) -> int:
        return sum(self._coverage.providers[rank].capacity for rank in ranks)

    def _held(self, ranks: Iterable[int]) -> int:
        """Units that they give in the flow: nothing more is lost with them."""
        return sum(sum(self._coverage.cover.load[rank].values()) for rank in ranks)
