"""The answer worked out another way: the window walked hour by hour, relays judged one by one, networkx for the maximum.

For situations whose practices are whole or closed. Every instant is a whole hour from the start of the window.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import networkx as nx

from app.continuity.care_need import CareNeed
from app.continuity.carer import Carer
from app.continuity.category import Category
from app.continuity.left_without import Outcome, State
from app.continuity.situation import OutageKind, Situation
from app.continuity.territory import Territory

HOUR = timedelta(hours=1)
EARLIEST = 24
"""Hours before the window at which nothing had begun to fail yet."""
Stop = tuple[datetime, datetime, datetime, bool]
"""From, until, limit, and whether the practice itself is what fails."""


def faults(needs: Sequence[CareNeed], territory: Territory, situation: Situation, outcome: Outcome) -> list[str]:
    """What is wrong with an outcome; nothing when it is right."""
    wrong = []
    carers = {one.id: one for one in territory.carers}
    stops = {need.id: stop_of(need, territory, situation) for need in needs}
    loads = Counter(one.carer for one in outcome.findings if one.state is State.RELAYED)
    wrong += [f"{id} takes {taken}" for id, taken in loads.items() if id is None or taken > carers[id].capacity]
    for need, found in zip(needs, outcome.findings, strict=True):
        stop = stops[need.id]
        if found.exceeded != (stop is not None):
            wrong.append(f"{need.id} exceeded {found.exceeded}, {stop}")
        elif stop is not None:
            if found.due_at != stop[2]:
                wrong.append(f"{need.id} due {found.due_at}, not {stop[2]}")
            if found.carer is not None and not takes(carers[found.carer], need, stop, territory, situation):
                wrong.append(f"{found.carer} can't take {need.id}")
    urgent = [need for need in needs if stops[need.id] is not None]
    most = maximum(urgent, stops, territory, situation)
    return wrong if outcome.relayed == most else [*wrong, f"{outcome.relayed} relayed, {most} could be"]


def maximum(
    needs: Sequence[CareNeed], stops: dict[object, Stop | None] | dict[object, Stop], territory: Territory, situation: Situation
) -> int:  # fmt: skip
    """Needs that can be relayed at once, by networkx."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for carer in territory.carers:
        graph.add_edge(carer.id, "sink", capacity=carer.capacity)
    for need in needs:
        stop = stops[need.id]
        assert stop is not None
        graph.add_edge("source", need.id, capacity=1)
        for carer in territory.carers:
            if takes(carer, need, stop, territory, situation):
                graph.add_edge(need.id, carer.id, capacity=1)
    return int(nx.maximum_flow_value(graph, "source", "sink"))


def stop_of(need: CareNeed, territory: Territory, situation: Situation) -> Stop | None:
    """The interruption whose limit is exceeded, or None: hours without each thing it needs, told in runs."""
    category = territory.categories[need.category]
    limit = category.max_interruption_hours if need.max_interruption_hours is None else need.max_interruption_hours
    found = []
    for first, last in _runs(lambda at: _nobody_comes(need, territory, situation, at), situation):
        found.append((first, last, first + limit * HOUR, True))
    if "power" in category.depends_on or need.power:
        for first, last in _runs(lambda at: _dark(OutageKind.POWER, need.commune, situation, at), situation):
            if need.autonomy_hours is None:
                found.append((first, last, first + limit * HOUR, False))
            elif last - first > need.autonomy_hours * HOUR:
                found.append((first, last, first + min(limit, need.autonomy_hours) * HOUR, False))
    if "network" in category.depends_on:
        for first, last in _runs(lambda at: _dark(OutageKind.NETWORK, need.commune, situation, at), situation):
            found.append((first, last, first + limit * HOUR, False))
    late = [one for one in found if one[2] < one[1]]
    if not late:
        return None
    return min(x[0] for x in late), max(x[1] for x in late), min(x[2] for x in late), any(x[3] for x in late)


def takes(carer: Carer, need: CareNeed, stop: Stop, territory: Territory, situation: Situation) -> bool:
    """Whether one carer can take one need, judged from the situation alone."""
    first, last, due, practice_fails = stop
    category = territory.categories[need.category]
    own = carer.id == f"practice:{need.practice}"
    if (own and practice_fails) or not _able(carer, category):
        return False
    hours = [at for at in _hours(situation) if first <= at < last and at >= situation.starts_at]
    if any(_down(carer, situation, at) for at in hours):
        return False
    if carer.kind == "remote":
        kinds = (OutageKind.POWER, OutageKind.NETWORK)
        return not any(_dark(kind, need.commune, situation, at) for kind in kinds for at in hours)
    minutes = min((_minutes(carer.commune, need.commune, territory, set())), default=None)
    cut = {pair for at in hours for pair in _cut_roads(situation, at)}
    left = min(_minutes(carer.commune, need.commune, territory, cut), default=None)
    if minutes is None or left is None or carer.radius_minutes is None or max(minutes, left) > carer.radius_minutes:
        return False
    return min(first, situation.starts_at) + timedelta(minutes=left) <= due


def _able(carer: Carer, category: Category) -> bool:
    if carer.kind == "practice":
        return any(profession in category.carers for profession in carer.professions)
    return category.code in carer.categories and (carer.kind == "site" or category.remote)


def _hours(situation: Situation) -> list[datetime]:
    count = int((situation.ends_at - situation.starts_at) / HOUR)
    return [situation.starts_at + step * HOUR for step in range(-EARLIEST, count)]


def _runs(is_down: object, situation: Situation) -> list[tuple[datetime, datetime]]:
    """Runs of hours that answer yes and reach into the window."""
    runs: list[tuple[datetime, datetime]] = []
    for at in _hours(situation):
        if is_down(at):  # type: ignore[operator]
            first = runs.pop()[0] if runs and runs[-1][1] == at else at
            runs.append((first, at + HOUR))
    return [run for run in runs if run[1] > situation.starts_at]


def _on(failing: object, at: datetime, situation: Situation) -> bool:
    starts, ends = failing.starts_at, failing.ends_at  # type: ignore[attr-defined]
    ends = situation.ends_at if ends is None else min(ends, situation.ends_at)
    return bool(ends > situation.starts_at and starts <= at < ends)


def _down(carer: Carer, situation: Situation, at: datetime) -> bool:
    absent = any(f"practice:{one.practice}" == carer.id and _on(one, at, situation) for one in situation.absences)
    dark = carer.needs_power and _dark(OutageKind.POWER, carer.commune, situation, at)
    return absent or dark or (carer.needs_network and _dark(OutageKind.NETWORK, carer.commune, situation, at))


def _dark(kind: OutageKind, commune: str, situation: Situation, at: datetime) -> bool:
    return any(one.kind is kind and commune in one.communes and _on(one, at, situation) for one in situation.cuts)


def _cut_roads(situation: Situation, at: datetime) -> list[frozenset[str]]:
    return [pair for one in situation.cuts if _on(one, at, situation) for pair in one.roads]


def _nobody_comes(need: CareNeed, territory: Territory, situation: Situation, at: datetime) -> bool:
    usual = next((one for one in territory.carers if one.id == f"practice:{need.practice}"), None)
    if any(one.practice == need.practice and _on(one, at, situation) for one in situation.absences):
        return True
    if usual is None:
        return False
    before = min(_minutes(usual.commune, need.commune, territory, set()), default=None)
    after = min(_minutes(usual.commune, need.commune, territory, set(_cut_roads(situation, at))), default=None)
    longer = before is not None and (after is None or (after > before and after > (usual.radius_minutes or 0)))
    return _down(usual, situation, at) or longer


def _minutes(start: str, end: str, territory: Territory, cut: set[frozenset[str]]) -> list[float]:
    """Lengths of every simple way: no clever search, the networks here are tiny."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((start, end))
    for road in territory.roads:
        if frozenset((road.start, road.end)) not in cut:
            graph.add_edge(road.start, road.end, weight=road.minutes)
    if start == end:
        return [0.0]
    ways = nx.all_simple_paths(graph, start, end)
    return [sum(graph[one][two]["weight"] for one, two in pairwise(way)) for way in ways]
