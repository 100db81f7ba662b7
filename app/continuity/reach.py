"""How long everyone takes to everyone's, on the roads left open. Minutes; infinite where no road leads."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from app.continuity.failures import OPEN
from app.scheduling.travel import minutes_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.continuity.failures import CutRoads
    from app.scheduling.travel import Road


class Reach:
    """Travel between communes (INSEE codes), kept once computed. Within a commune the road takes 0 minutes."""

    def __init__(self, roads: Sequence[Road]) -> None:
        self._roads = roads
        self._left: dict[CutRoads, Sequence[Road]] = {OPEN: roads}
        self._known: dict[tuple[CutRoads, str], Mapping[str, float]] = {}

    def minutes(self, start: str, end: str, cut: CutRoads = OPEN) -> float:
        """Shortest way without the roads in ``cut``. An unknown commune is reached from nowhere but itself."""
        if start == end:
            return 0.0
        if cut not in self._left:
            self._left[cut] = [road for road in self._roads if frozenset((road.start, road.end)) not in cut]
        if (cut, start) not in self._known:
            self._known[cut, start] = minutes_from(start, self._left[cut])
        return self._known[cut, start].get(end, inf)
