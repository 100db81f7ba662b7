"""Who serves whom: providers with a capacity, needs with a quantity, and a flow kept open to questions.

A provider may serve any need it is joined to, as much as its capacity allows; nothing else limits an arc. So every minimum
cut is a set of needs, and a gap can be told in one sentence. Needs are numbered by priority, and each is served as far as
possible without taking from an earlier one: what each receives is then unique, although who serves whom is not. Whole
numbers throughout. Knows nothing of health.
"""

from __future__ import annotations

from collections import Counter, deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.network.cover_levels import give_way
from app.network.deficient import joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Arc = tuple[int, int]
"""A provider and a need it can serve."""

MOST_ASKED = 30_000
"""Providers that searches for one need each may go through while a cover is first filled; past that, levels common to all
needs cost less: a third of the time where 6,000 professionals leave 4,700 units unmet."""


class Cover:
    """A priority maximum flow and its residual. ``capacities[p]``, ``demands[d]``; ``reach[p]``: the needs ``p`` can serve.

    The first flow goes straight wherever it can, then by alternating paths: O(units pushed × arcs) at worst, near linear in
    use. A question re-routes what it touches, and is taken back: :meth:`loss`, :meth:`supposing`.
    """

    def __init__(self, capacities: Sequence[int], demands: Sequence[int], reach: Sequence[Sequence[int]]) -> None:
        self.room = list(capacities)
        """What each provider can still give."""
        self.unmet = list(demands)
        self.reach = [list(one) for one in reach]
        self.capacities, self.demands = list(capacities), list(demands)
        self.givers: list[list[int]] = [[] for _ in demands]
        for provider, needs in enumerate(self.reach):
            for need in needs:
                self.givers[need].append(provider)
        self.load: list[dict[int, int]] = [{} for _ in capacities]
        """Provider → need → units."""
        self._kept: dict[int, tuple[int, dict[int, int]]] | None = None
        """Provider → its room and load before the question, of those that moved since."""
        self._cut: Mapping[int, Collection[int]] = {}
        """Need → providers that can't serve it for now."""
        self._shut: tuple[Collection[int], frozenset[int]] = ((), frozenset())
        """A cut last asked about, and all who can serve one of its needs."""
        self._asked = 0
        """Providers gone through by searches so far."""
        self._fill()

    @property
    def missing(self) -> int:
        """Units that nobody can serve."""
        return sum(self.unmet)

    @property
    def served(self) -> int:
        """Units served."""
        return sum(self.demands) - self.missing

    def short(self) -> set[int]:
        """Needs reached from an unmet one by alternating paths: the sink side of the cut nearest the sink, which is unique."""
        found = {need for need, lack in enumerate(self.unmet) if lack}
        seen: set[int] = set()
        queue = deque(sorted(found))
        while queue:
            for provider in self.givers[queue.popleft()]:
                if provider not in seen:
                    seen.add(provider)
                    fresh = self.load[provider].keys() - found
                    found |= fresh
                    queue.extend(fresh)
        return found

    def parts(self, needs: Iterable[int]) -> list[tuple[list[int], list[int]]]:
        """Needs split where no provider of some capacity serves two of them: (needs, their providers), both in order."""
        chosen = sorted(needs)
        rank = {need: at for at, need in enumerate(chosen)}
        useful = {p for need in chosen for p in self.givers[need] if self.capacities[p]}
        labels = joined(len(chosen), [[rank[d] for d in self.reach[p] if d in rank] for p in sorted(useful)])
        found: dict[int, list[int]] = {}
        for need, label in zip(chosen, labels.tolist(), strict=True):
            found.setdefault(label, []).append(need)
        return [
            (part, sorted({p for need in part for p in self.givers[need] if self.capacities[p]}))
            for part in found.values()
        ]

    @contextmanager
    def supposing(self) -> Iterator[None]:
        """Within the block the flow may move; afterwards it is as before, to the order of its entries."""
        if self._kept is not None:
            raise RuntimeError("a question is already being asked")
        self._kept = {}
        try:
            yield
        finally:
            kept, self._kept = self._kept, None
            self._put_back(kept)

    def loss(self, gone: Collection[int], short: Collection[int] = ()) -> int:
        """Units lost without those providers, everything else re-routed. ``short``: of this flow, spares what it proves."""
        held = [(p, need, units) for p in gone for need, units in self.load[p].items()]
        if not held:
            return 0
        with self.supposing():
            for provider, need, units in held:
                self._move(provider, need, -units)
            kept = {p: self.room[p] for p in gone}
            for provider in gone:
                self.room[provider] = 0
            try:
                return self._lost(held, short)
            finally:
                for provider, room in kept.items():
                    self.room[provider] += room

    def loss_of_arcs(self, arcs: Collection[Arc], short: Collection[int] = ()) -> int:
        """Units lost when those providers can no longer serve those needs, everything else re-routed. ``short``: as in loss."""
        held = [(p, need, units) for p, need in arcs if (units := self.load[p].get(need, 0))]
        if not held:
            return 0
        cut: dict[int, set[int]] = {}
        for provider, need in arcs:
            cut.setdefault(need, set()).add(provider)
        before = self.missing
        with self.supposing():
            for provider, need, units in held:
                self._move(provider, need, -units)
            self._cut = cut
            try:
                self._serve_again(held, short)
                return self.missing - before
            finally:
                self._cut = {}

    def _serve_again(self, held: Collection[tuple[int, int, int]], short: Collection[int]) -> None:
        shut = self._shut_by(short)
        freed = sorted({provider for provider, _need, _units in held if provider in shut})
        self._give_straight(freed, short)
        if short and not any(self.room[provider] for provider in freed):
            # Those who serve the short needs are full again, and serve nothing else: what is unmet there stays so.
            closed, tried = set(shut), sorted({need for _provider, need, _units in held if need not in short})
        else:
            closed, tried = set(), [need for need, lack in enumerate(self.unmet) if lack]
        for need in tried:
            self._serve(need, closed)

    def _give_straight(self, providers: Iterable[int], needs: Collection[int]) -> None:
        """Those who have room give it to those of these needs that they can serve, before anything is re-routed."""
        for provider in providers:
            for need in self.reach[provider]:
                if not self.room[provider]:
                    break
                if self.unmet[need] and need in needs and provider not in self._cut.get(need, ()):
                    self._move(provider, need, min(self.room[provider], self.unmet[need]))

    def _lost(self, held: Iterable[tuple[int, int, int]], short: Collection[int]) -> int:
        lost, closed = 0, set(self._shut_by(short))
        for need, units in _by_need(held).items():
            # What a short need loses, nothing gives back: whatever reaches it is full.
            lost += units if need in short else units - self._serve(need, closed, units)
        return lost

    def _shut_by(self, short: Collection[int]) -> frozenset[int]:
        """All who can serve a need of the cut: full, and serving nothing else, so no path through them leads to room."""
        if self._shut[0] is not short:
            self._shut = (short, frozenset(p for need in short for p in self.givers[need]))
        return self._shut[1]

    def _fill(self) -> None:
        """From an empty flow, serve the needs in order: straight wherever it goes, else by re-routing, one by one as long as
        these are few, the others all together at the end.

        Those come first whom the needs still to come ask least of, for what they can give: little is left to re-route.
        """
        ahead = [sum(map(self.demands.__getitem__, needs)) for needs in self.reach]
        room, capacities, closed = self.room, self.capacities, set[int]()
        for need in range(len(self.demands)):
            free = []
            for provider in self.givers[need]:
                ahead[provider] -= self.demands[need]
                if room[provider]:
                    free.append((ahead[provider] / capacities[provider], provider))
            self._serve_straight(need, [provider for _asked, provider in sorted(free)])
            if self._asked < MOST_ASKED:
                self._serve(need, closed)
        if self._asked >= MOST_ASKED:
            give_way(self, range(len(self.demands)))

    def _serve_straight(self, need: int, providers: Iterable[int]) -> None:
        """From those who have room, in this order."""
        for provider in providers:
            if not self.unmet[need]:
                return
            self._move(provider, need, min(self.room[provider], self.unmet[need]))

    def _serve(self, need: int, closed: set[int], most: int | None = None) -> int:
        """Serve a need by re-routing, as far as it goes or ``most``; units gained. Needs already served keep what they have.

        ``closed``: providers from whom no path leads to room; those of a search in vain are added.
        """
        gained = 0
        while self.unmet[need] and (most is None or gained < most):
            units = self._augment(need, closed)
            if not units:
                break
            gained += units
        return gained

    def _move(self, provider: int, need: int, units: int) -> None:
        held = self.load[provider]
        if self._kept is not None and provider not in self._kept:
            self._kept[provider] = (self.room[provider], held.copy())
        left = held.get(need, 0) + units
        if left:
            held[need] = left
        else:
            del held[need]
        self.room[provider] -= units
        self.unmet[need] -= units

    def _put_back(self, kept: Mapping[int, tuple[int, dict[int, int]]]) -> None:
        for provider, (room, held) in kept.items():
            for need, units in self.load[provider].items():
                self.unmet[need] += units
            for need, units in held.items():
                self.unmet[need] -= units
            self.load[provider], self.room[provider] = held, room

    def _augment(self, need: int, closed: set[int]) -> int:
        """One alternating path from a need to a provider with room, the shortest; units moved, 0 when there is none."""
        room, load, givers, cut = self.room, self.load, self.givers, self._cut
        asks: dict[int, int] = {}
        """Provider → the need that asks it."""
        freed: dict[int, int] = {need: -1}
        """Need → the provider that would stop serving it."""
        queue = deque([need])
        while queue:
            asking = queue.popleft()
            barred = cut.get(asking, ())
            for provider in givers[asking]:
                if provider in asks or provider in closed or provider in barred:
                    continue
                asks[provider] = asking
                if room[provider]:
                    self._asked += len(asks)
                    return self._send(provider, asks, freed, room[provider])
                for other in load[provider]:
                    if other not in freed:
                        freed[other] = provider
                        queue.append(other)
        self._asked += len(asks)
        closed.update(asks)
        return 0

    def _send(
        self, end: int, asks: Mapping[int, int], freed: Mapping[int, int], most: int, stolen: int | None = None
    ) -> int:
        """Move up to ``most`` units along the path that ends at a provider with room, or that gives up ``stolen``."""
        path: list[tuple[int, int, int]] = []
        units, provider = most, end
        while True:
            asking = asks[provider]
            stopped = freed[asking]
            path.append((provider, asking, stopped))
            if stopped < 0:
                units = min(units, self.unmet[asking])
                break
            units = min(units, self.load[stopped][asking])
            provider = stopped
        if stolen is not None:
            self._move(end, stolen, -units)
        for giver, asking, stopped in path:
            if stopped >= 0:
                self._move(stopped, asking, -units)
            self._move(giver, asking, units)
        return units


def _by_need(held: Iterable[tuple[int, int, int]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for _provider, need, units in held:
        found[need] += units
    return found
