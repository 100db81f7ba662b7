"""Shortest roads, exact: parallel, of no minutes, from a place to itself, missing; and what a reach holds."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np

from app.drills.reach import Distances, Reach, Roads
from app.drills.territory import Road
from tests.drills.a_territory import a_need, a_provider, a_road, a_small_territory, places


def test_roads_of_no_minutes_parallel_roads_and_loops() -> None:
    """A and B are one; the shorter of two counts; a loop leads nowhere; D is alone."""
    roads = Roads(
        places("ABCD"),
        [
            a_road("R1", "A", "B", "0"),
            a_road("R2", "B", "C", "9"),
            a_road("R3", "C", "B", "7.5"),
            a_road("R4", "D", "D"),
        ],
    )
    never = np.inf
    assert roads.scale == 2
    assert roads.far.tolist() == [
        [0, 0, 15, never],
        [0, 0, 15, never],
        [15, 15, 0, never],
        [never, never, never, 0],
    ]


def test_without_one_road_only_rows_that_may_change_are_told_and_rightly() -> None:
    """Against roads built anew, on a hundred territories, in floats and in whole numbers of any length."""
    rnd = random.Random(1)
    for seed in range(100):
        territory = a_small_territory(seed)
        longer = replace(territory, roads=tuple(_finer(one) for one in territory.roads))
        for given in (territory, longer):
            if not given.roads:
                continue
            roads, gone = Roads(given.places, given.roads), rnd.choice(given.roads)
            left = Roads(given.places, [one for one in given.roads if one is not gone], (), roads.scale)
            rows, far = roads.without(gone.id)
            found = roads.far.copy()
            found[rows] = far
            assert _told(found) == _told(left.far), seed


def _told(far: Distances) -> list[list[int | None]]:
    """None where no road leads."""
    return [[None if one == np.inf or one > 10**3000 else int(one) for one in row] for row in far.tolist()]


def _finer(road: Road) -> Road:
    return replace(road, minutes=road.minutes + Fraction(1, 10**30))


def test_whole_numbers_of_any_length_tell_what_floats_would_round() -> None:
    """Beyond 2**53 units a float would take a road for as short as another."""
    roads = [a_road("R1", "A", "B", "1000000000.000000001"), a_road("R2", "B", "C", "1000000000")]
    found = Roads(places("ABC"), roads)
    assert found.far.dtype == object
    assert found.far[0].tolist() == [0, 10**18 + 1, 2 * 10**18 + 1]
    whole = Roads(places("AB"), [a_road("R", "A", "B", "1000000000")])
    assert (whole.far.dtype, whole.far[0].tolist()) == (float, [0, 10**9])


def test_what_a_provider_reaches_and_what_it_loses() -> None:
    """Its own place at nought minutes, a place at the very bound, never beyond; only its skills."""
    roads = Roads(places("ABC"), [a_road("R1", "A", "B", "0.1"), a_road("R2", "B", "C", "0.2")], {Fraction("0.3")})
    needs = [a_need("A", 1), a_need("B", 1), a_need("C", 1), a_need("A", 1, "gp")]
    reach = Reach(roads, needs)
    reaches = {minutes: reach.of(a_provider("P", reach_minutes=Fraction(minutes))) for minutes in ("0", "0.1", "0.3", "9e30")}  # fmt: skip
    assert reaches == {"0": [0], "0.1": [0, 1], "0.3": [0, 1, 2], "9e30": [0, 1, 2]}
    assert reach.of(a_provider("P", "A", 1, "gp", "nursing")) == [0, 3]
    rows, far = roads.without("R1")
    assert rows.tolist() == [0, 1, 2]
    assert list(reach.lost(a_provider("P", reach_minutes=Fraction("0.3")), far[0])) == [1, 2]
