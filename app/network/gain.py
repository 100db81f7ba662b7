"""What one more provider would add to a cover that stands: asked many times, kept a few times.

The cover itself is left alone: what moves is a copy, of the part where something is missing only. From a need outside that
part no alternating path leads to an unmet one, so nothing that is added there serves anyone more. Knows nothing of health.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.network.cover import Cover

_Way = dict[int, tuple[int, int]]


class Gain:
    """Units that more room would serve, everything else re-routed. Adding is submodular: what is kept lowers what others add."""

    def __init__(self, cover: Cover) -> None:
        self._reach: list[Sequence[int]] = list(cover.reach)
        self._unmet = list(cover.unmet)
        self._held: list[dict[int, int]] = [{} for _ in self._unmet]
        """Need → provider → units."""
        for provider, load in enumerate(cover.load):
            for need, units in load.items():
                self._held[need][provider] = units
        self._wanting = cover.short()
        self._moved: list[tuple[int, int, int]] = []

    @property
    def missing(self) -> int:
        """Units still unmet after all that was kept."""
        return sum(self._unmet)

    @property
    def wanting(self) -> Collection[int]:
        """Needs where one more unit of room would serve one more unit, here or by re-routing."""
        return self._wanting

    def of(self, room: int, reach: Collection[int]) -> int:
        """Units that a provider of so much room, able to serve these needs, would add. Nothing is kept."""
        gained = self._added(room, reach)
        for need, provider, units in reversed(self._moved):
            self._move(need, provider, -units)
        self._moved.clear()
        self._reach.pop()
        return gained

    def keep(self, room: int, reach: Collection[int]) -> int:
        """The same, and it stays: later questions are asked of what stands then."""
        gained = self._added(room, reach)
        self._moved.clear()
        self._wanting = self._still_wanting()
        return gained

    def _added(self, room: int, reach: Collection[int]) -> int:
        added = len(self._reach)
        self._reach.append(sorted(reach))
        gained = 0
        while gained < room:
            units = self._augment(added, room - gained)
            if not units:
                break
            gained += units
        return gained

    def _augment(self, added: int, room: int) -> int:
        """The shortest alternating path from the added provider to an unmet need; units sent along it, 0 when there is none."""
        wanting = self._wanting
        way: _Way = {need: (added, -1) for need in self._reach[added] if need in wanting}
        """Need → the provider that would serve it, and the need which that provider would leave."""
        queue, asked = deque(way), {added}
        while queue:
            need = queue.popleft()
            if self._unmet[need]:
                return self._send(need, way, room)
            for provider in self._held[need]:
                if provider not in asked:
                    asked.add(provider)
                    for other in self._reach[provider]:
                        if other in wanting and other not in way:
                            way[other] = (provider, need)
                            queue.append(other)
        return 0

    def _send(self, end: int, way: Mapping[int, tuple[int, int]], room: int) -> int:
        units, need, path = min(room, self._unmet[end]), end, []
        while True:
            provider, left = way[need]
            path.append((need, provider, left))
            if left < 0:
                break
            units = min(units, self._held[left][provider])
            need = left
        for need, provider, left in path:
            if left >= 0:
                self._move(left, provider, -units)
                self._moved.append((left, provider, -units))
            self._move(need, provider, units)
            self._moved.append((need, provider, units))
        return units

    def _move(self, need: int, provider: int, units: int) -> None:
        held = self._held[need]
        left = held.get(provider, 0) + units
        if left:
            held[provider] = left
        else:
            del held[provider]
        self._unmet[need] -= units

    def _still_wanting(self) -> set[int]:
        """Needs from which an alternating path leads to an unmet one, at this flow."""
        givers: dict[int, list[int]] = {}
        loads: dict[int, list[int]] = {}
        for need in self._wanting:
            for provider in self._held[need]:
                loads.setdefault(provider, []).append(need)
        for provider in loads:
            for need in self._reach[provider]:
                givers.setdefault(need, []).append(provider)
        found = {need for need in self._wanting if self._unmet[need]}
        queue = deque(sorted(found))
        while queue:
            for provider in givers.get(queue.popleft(), ()):
                for need in loads.pop(provider, ()):
                    if need not in found:
                        found.add(need)
                        queue.append(need)
        return found
