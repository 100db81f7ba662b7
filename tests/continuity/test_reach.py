"""Minutes between communes on the roads left."""

from __future__ import annotations

from math import inf

from app.continuity.reach import Reach
from tests.continuity.engine_builders import FAR, LEFT_BANK, MIDDLE, RIGHT_BANK, ROADS, bridge, shipped_roads


def test_the_shortest_way_and_without_a_bridge() -> None:
    """Sixteen minutes over two roads; none once one of them is cut; nothing to drive at home, known or not."""
    reach = Reach(ROADS)
    assert reach.minutes(LEFT_BANK, RIGHT_BANK) == 16
    assert reach.minutes(LEFT_BANK, RIGHT_BANK, bridge(RIGHT_BANK, MIDDLE)) == inf
    assert reach.minutes(MIDDLE, LEFT_BANK, bridge(RIGHT_BANK, MIDDLE)) == 8
    assert (reach.minutes("99999", "99999"), reach.minutes("99999", FAR)) == (0, inf)


def test_it_is_as_far_there_as_back_on_the_shipped_roads() -> None:
    """Roads are undirected: the engine asks from the patient's side only."""
    roads = shipped_roads()
    reach = Reach(roads)
    ends = sorted({road.start for road in roads})[:6]
    there = [round(reach.minutes(one, two), 6) for one in ends for two in ends]
    assert there == [round(reach.minutes(two, one), 6) for one in ends for two in ends]
