"""Needs that hang on one: nobody else can serve them, or one holds more than half of all that can.

Counted on who could serve, not on one flow among many: the answer is the same whoever is asked first. A site that others
depend on holds what falls with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.territory import Dependents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.drills.coverage import Coverage
    from app.drills.territory import Need, Provider
    from app.drills.world import Known


@dataclass(frozen=True, slots=True)
class Fragile:
    """A need, and whose fall takes ``held`` of the ``reachable`` units that could serve it."""

    need: Need
    holder: Provider
    held: int
    reachable: int

    @property
    def is_alone(self) -> bool:
        """Nobody else at all."""
        return self.held == self.reachable


@dataclass(frozen=True, slots=True)
class Hanging:
    """The same without a name: what a role in a commune holds. ``alone``: of ``needs``, those that nobody else can serve."""

    role: str
    commune: str
    needs: int
    alone: int
    quantity: int


def fragile_needs(coverage: Coverage) -> tuple[Fragile, ...]:
    """Needs with one holder: those with nobody else first, then the largest share; then as they are served.

    Of several holders of as much, the smallest by what falls with it, then the first by id. A need that nobody reaches is
    not fragile: it is missing already.
    """
    holdings = _holdings(coverage)
    found = []
    for rank, need in enumerate(coverage.needs):
        reachable = sum(coverage.cover.capacities[one] for one in coverage.cover.givers[rank])
        if need.quantity and reachable:
            held, _falling, id = min(((-units, falling, id) for id, (units, falling) in holdings[rank].items()))
            if -2 * held > reachable:
                found.append((rank, id, -held, reachable))
    found.sort(key=lambda one: (-one[2] / one[3], one[0]))
    named = {one.id: one for one in coverage.providers}
    return tuple(Fragile(coverage.needs[rank], named[id], held, reachable) for rank, id, held, reachable in found)


def _holdings(coverage: Coverage) -> list[dict[str, tuple[int, int]]]:
    """Need → thing → (units that fall with it, how many providers do)."""
    rank = {one.id: at for at, one in enumerate(coverage.providers)}
    dependents, cover = Dependents(coverage.providers), coverage.cover
    found: list[dict[str, tuple[int, int]]] = [{} for _ in coverage.needs]
    for one in coverage.providers:
        falling = [rank[id] for id in dependents.falling({one.id})]
        for provider in falling:
            if cover.capacities[provider]:
                for need in cover.reach[provider]:
                    units, _falls = found[need].get(one.id, (0, 0))
                    found[need][one.id] = (units + cover.capacities[provider], len(falling))
    return found


def hanging(found: Iterable[Fragile], known: Mapping[str, Known]) -> tuple[Hanging, ...]:
    """By role and commune of the holder, those who hold most needs alone first: what may be shown where names are not."""
    gathered: dict[tuple[str, str], list[Fragile]] = defaultdict(list)
    for one in found:
        who = known.get(one.holder.id)
        gathered[(who.role, who.commune) if who else ("", one.holder.place)].append(one)
    lines = [
        Hanging(role, commune, len(held), sum(one.is_alone for one in held), sum(one.need.quantity for one in held))
        for (role, commune), held in gathered.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-one.alone, -one.needs, one.role, one.commune)))
