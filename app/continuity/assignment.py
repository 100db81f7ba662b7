"""Who takes what: as many as can be taken, the most urgent first, then the least cost among all ways to take those.

Cost: whoever already has it, the practice itself, the relays named in advance, paired practices, anybody else; then one
carer for one patient, a short way, a load spread. Exact, except that where many patients have several needs each keeping
to one carer is sought by rounds of flows, the best of which is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from app.continuity.gathering import Gathering
from app.continuity.matching import UNSERVED, served
from app.continuity.programme import LOAD_COST, SPLIT_COST, Choice, Programme

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence, Set

MOST_WHOLE = 150
"""Choices of patients with several needs up to which those are settled exactly: beyond, branching takes minutes."""
ROUNDS = 4


def assign(rows: Sequence[Sequence[Choice]], capacities: Sequence[int], patients: Sequence[Hashable]) -> list[int]:
    """Carer of each row, UNSERVED for those nobody can take. ``rows`` come most urgent first; ``patients``: whose each is.

    The rows served are those of :func:`app.continuity.matching.served`, whoever serves them.
    """
    first = served([[choice.carer for choice in row] for row in rows], capacities)
    kept = [index for index, carer in enumerate(first) if carer != UNSERVED]
    if not kept:
        return first
    best = _cheapest([rows[index] for index in kept], capacities, [patients[index] for index in kept])
    if best is not None:
        for index, carer in zip(kept, best, strict=True):
            first[index] = carer
    return first


def _cheapest(
    rows: Sequence[Sequence[Choice]], capacities: Sequence[int], patients: Sequence[Hashable]
) -> list[int] | None:
    """The least costly way to serve all ``rows``; None if the solver has nothing to offer."""
    counts = Counter(patients)
    several = {patient for patient, count in counts.items() if count > 1}
    whole = sum(len(choices) for choices, patient in zip(rows, patients, strict=True) if patient in several)
    if whole <= MOST_WHOLE:
        return _fitting(Programme(rows, capacities, patients).solve(), capacities)
    anchors = _first_anchors(rows, patients, several)
    tried: list[tuple[float, list[int]]] = []
    for _round in range(ROUNDS):
        found = _fitting(Programme(rows, capacities, patients, anchors).solve(), capacities)
        if found is None:
            break
        found = Gathering(rows, found, capacities, patients).run()
        tried.append((cost_of(rows, found, capacities, patients), found))
        held = _held_most(found, patients, several)
        if held == anchors:
            break
        anchors = held
    return min(tried)[1] if tried else None


def _fitting(found: list[int] | None, capacities: Sequence[int]) -> list[int] | None:
    """None when rounding overfills somebody."""
    if found is None or any(taken > capacities[carer] for carer, taken in Counter(found).items()):
        return None
    return found


def _first_anchors(
    rows: Sequence[Sequence[Choice]], patients: Sequence[Hashable], several: Set[Hashable]
) -> dict[Hashable, int]:
    """For each patient with several needs, who can take most of them, at the least cost."""
    offers: dict[Hashable, dict[int, tuple[int, float]]] = defaultdict(dict)
    for choices, patient in zip(rows, patients, strict=True):
        if patient in several:
            for choice in choices:
                taken, cost = offers[patient].get(choice.carer, (0, 0.0))
                offers[patient][choice.carer] = (taken - 1, cost + choice.cost)
    return {patient: min(offer, key=lambda carer: (offer[carer], carer)) for patient, offer in offers.items()}


def _held_most(found: Sequence[int], patients: Sequence[Hashable], several: Set[Hashable]) -> dict[Hashable, int]:
    """For each of them, who took most of their needs."""
    held: dict[Hashable, Counter[int]] = defaultdict(Counter)
    for carer, patient in zip(found, patients, strict=True):
        if patient in several:
            held[patient][carer] += 1
    return {patient: min(counts, key=lambda carer: (-counts[carer], carer)) for patient, counts in held.items()}


def cost_of(
    rows: Sequence[Sequence[Choice]], chosen: Sequence[int], capacities: Sequence[int], patients: Sequence[Hashable]
) -> float:
    """What a way to serve all rows costs."""
    ways = sum(
        choice.cost for choices, carer in zip(rows, chosen, strict=True) for choice in choices if choice.carer == carer
    )
    counts = Counter(patients)
    pairs = {(patient, carer) for patient, carer in zip(patients, chosen, strict=True) if counts[patient] > 1}
    loads = sum(LOAD_COST * taken**2 / capacities[carer] for carer, taken in Counter(chosen).items())
    return ways + SPLIT_COST * len(pairs) + loads
