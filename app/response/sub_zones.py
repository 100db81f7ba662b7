"""A proposal of sub-zones: communes around relay places, by the road. A proposal only: people know which bridge floods.

Nearest relay by the shortest road keeps each sub-zone in one piece: the road from a commune to its relay stays inside.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from app.core.ids import new_id
from app.response.risk import SubZone
from app.scheduling.travel import minutes_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.roster.commune import Commune
    from app.scheduling.travel import Road

MINUTES_PER_KM = 60 / 50 * 1.3
"""Where no road table is known: 50 km/h over a road 1.3 times as long as the straight line (working default)."""

USUAL = 3
"""Sub-zones when nothing says better (CPTS Sud-Toulousain cuts its territory in three, DOMAIN § 2.3)."""

MOST = 8
UNREACHED = 999.0
"""Minutes to a commune that no road reaches: an island joins the relay that stands nearest as the crow flies."""

Minutes = dict[str, dict[str, float]]
"""From → to → minutes, INSEE codes."""


def propose_sub_zones(
    communes: Iterable[Commune], roads: Iterable[Road], relays: Mapping[str, int], count: int = USUAL,
    make_id: Callable[[], str] = new_id,
) -> tuple[SubZone, ...]:  # fmt: skip
    """``count`` sub-zones named after their relay commune, by name; fewer when there are fewer communes.

    ``relays``: how many relay practices (health houses and centres, else practices) stand in each commune. The first relay
    is where most of them stand; each next one the commune whose people are farthest from those chosen, in people × minutes;
    then relays move inside their sub-zone as long as the sum of people × minutes falls.
    """
    every = sorted((one for one in communes if one.in_territory), key=lambda one: one.insee)
    if not every:
        return ()
    minutes = _minutes(every, list(roads))
    weights = {one.insee: max(one.population, 1) for one in every}
    chosen = _settled(_first_relays(every, minutes, weights, relays, min(count, len(every), MOST)), minutes, weights)
    names = {one.insee: one.name for one in every}
    zones = _around(chosen, minutes)
    made = [SubZone(make_id(), names[relay], tuple(sorted(held))) for relay, held in zones.items()]
    return tuple(sorted(made, key=lambda one: one.name))


def _first_relays(
    every: Sequence[Commune], minutes: Minutes, weights: Mapping[str, int], relays: Mapping[str, int], count: int
) -> list[str]:
    first = max(every, key=lambda one: (relays.get(one.insee, 0), one.population, one.insee)).insee
    chosen = [first]
    while len(chosen) < count:
        far = max(
            (one.insee for one in every if one.insee not in chosen),
            key=lambda code: (min(minutes[relay][code] for relay in chosen) * weights[code], code),
        )
        chosen.append(far)
    return chosen


def _settled(chosen: list[str], minutes: Minutes, weights: Mapping[str, int]) -> list[str]:
    """k-medoids: each relay moves to the commune of its sub-zone from which everybody is nearest, until none moves."""
    for _turn in range(20):
        moved = [
            min(held, key=lambda code: (sum(minutes[code][one] * weights[one] for one in held), code))
            for held in _around(chosen, minutes).values()
        ]
        if sorted(moved) == sorted(chosen):
            break
        chosen = moved
    return chosen


def _around(chosen: Sequence[str], minutes: Minutes) -> dict[str, list[str]]:
    zones: dict[str, list[str]] = {relay: [] for relay in sorted(chosen)}
    for code in sorted(minutes):
        nearest = min(zones, key=lambda relay: (minutes[relay][code], relay))
        zones[nearest].append(code)
    return zones


def _minutes(every: Sequence[Commune], roads: Sequence[Road]) -> Minutes:
    inside = {one.insee for one in every}
    kept = [road for road in roads if road.start in inside and road.end in inside]
    reached = {one.insee: minutes_from(one.insee, kept) for one in every} if kept else {}
    return {
        a.insee: {b.insee: reached.get(a.insee, {}).get(b.insee, _straight(a, b, is_cut=bool(kept))) for b in every}
        for a in every
    }  # fmt: skip


def _straight(a: Commune, b: Commune, *, is_cut: bool) -> float:
    return _kilometres(a, b) * MINUTES_PER_KM + (UNREACHED if is_cut and a.insee != b.insee else 0)


def _kilometres(a: Commune, b: Commune) -> float:
    """Great circle, haversine, Earth of 6,371 km."""
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    half = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))
