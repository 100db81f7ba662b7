"""Coverage of a territory: what is served, which needs fall short together and why, whose loss costs what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from app.drills.reach import Reach, Roads
from app.drills.territory import Dependents
from app.network.cover import Cover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from app.drills.live import Live
    from app.drills.territory import Need, Provider, Territory
    from app.network.cover import Arc


class LossClass(StrEnum):
    """What losing one thing means."""

    IRREPLACEABLE = "irreplaceable"
    PARTLY = "partly"
    REPLACEABLE = "replaceable"


class LossKind(StrEnum):
    """What is lost."""

    PROVIDER = "provider"
    ROAD = "road"


@dataclass(frozen=True, slots=True)
class Loss:
    """Units that one provider or road costs, everything else re-routed."""

    kind: LossKind
    id: str
    loss: int
    category: LossClass


@dataclass(frozen=True, slots=True)
class DeficientSet:
    """Needs that ask for more than all who can serve one of them can give: nothing re-routes that."""

    needs: tuple[Need, ...]
    providers: tuple[Provider, ...]
    demand: int
    reachable: int

    @property
    def shortage(self) -> int:
        return self.demand - self.reachable


def sets_of(
    cover: Cover, short: Iterable[int], needs: Sequence[Need], providers: Sequence[Provider]
) -> tuple[DeficientSet, ...]:
    """The deficient sets of a cover whose needs and providers are these, largest shortage first."""
    found = []
    for part, givers in cover.parts(short):
        asked = sorted((needs[at] for at in part), key=lambda one: one.rank)
        found.append(
            DeficientSet(
                tuple(asked),
                tuple(providers[at] for at in givers),
                sum(cover.demands[at] for at in part),
                sum(cover.capacities[at] for at in givers),
            )
        )
    return tuple(sorted((one for one in found if one.shortage > 0), key=lambda one: (-one.shortage, one.needs[0].id)))


class Coverage:
    """A territory, its cover, and the questions asked of it. Not shared between threads: a question moves the flow and back."""

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self.needs = territory.ranked
        self.providers = territory.up
        self.roads = Roads(territory.places, territory.roads, {one.reach_minutes for one in self.providers})
        self._reach = Reach(self.roads, self.needs)
        self.cover = Cover(
            [one.capacity for one in self.providers],
            [one.quantity for one in self.needs],
            [self._reach.of(one) for one in self.providers],
        )
        self._rank = {one.id: rank for rank, one in enumerate(self.providers)}
        self._dependents = Dependents(self.providers)
        self._short = frozenset(self.cover.short())

    @property
    def demand(self) -> int:
        return sum(one.quantity for one in self.needs)

    @property
    def deficient_sets(self) -> tuple[DeficientSet, ...]:
        """The components of the cut nearest the sink, largest shortage first; their shortages sum to what is unmet."""
        return sets_of(self.cover, self._short, self.needs, self.providers)

    @property
    def short(self) -> frozenset[int]:
        """Ranks in ``needs`` of those that fall short together: the cut nearest the sink."""
        return self._short

    def live(self) -> Live:
        """A copy that goes on: things strike it one after another, each step may be taken back."""
        from app.drills.live import Live

        return Live(self)

    def rank_of(self, provider: str) -> int | None:
        """Where a provider stands in ``providers``; None when it is down or unknown."""
        return self._rank.get(provider)

    def losses(self, tell: Callable[[int, int], None] = lambda _done, _of: None) -> tuple[Loss, ...]:
        """Every provider and road still up, alone: the largest loss first, then by kind and id.

        ``tell`` hears how many are done, out of how many.
        """
        found, of = list[Loss](), len(self.providers) + len(self.territory.roads)
        for one in chain(self._provider_losses(), self._road_losses()):
            found.append(one)
            tell(len(found), of)
        return tuple(sorted(found, key=lambda one: (-one.loss, one.kind, one.id)))

    def _provider_losses(self) -> Iterator[Loss]:
        for one in self.providers:
            falling = [self._rank[id] for id in self._dependents.falling({one.id})]
            capacity = sum(self.providers[rank].capacity for rank in falling)
            loss = self.cover.loss(sorted(falling), self._short)
            whole = LossClass.IRREPLACEABLE if loss == capacity > 0 else LossClass.PARTLY
            yield Loss(LossKind.PROVIDER, one.id, loss, whole if loss else LossClass.REPLACEABLE)

    def _road_losses(self) -> Iterator[Loss]:
        standing: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        """Row of a place → how far → providers who stand there and reach that far."""
        for rank, one in enumerate(self.providers):
            if one.capacity:
                standing[self.roads.row(one.place)][self.roads.within(one.reach_minutes)].append(rank)
        for road in self.territory.roads:
            rows, far = self.roads.without(road.id)
            arcs: list[Arc] = []
            for row, distances in zip(rows.tolist(), far, strict=True):
                for most, ranks in standing[row].items() if row in standing else ():
                    beyond = self._reach.beyond(row, most, distances)
                    if beyond:
                        arcs += [
                            (rank, need) for rank in ranks for need in self._reach.at(beyond, self.providers[rank])
                        ]
            loss = self.cover.loss_of_arcs(arcs, self._short)
            yield Loss(LossKind.ROAD, road.id, loss, LossClass.PARTLY if loss else LossClass.REPLACEABLE)
