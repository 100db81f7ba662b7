"""Pairs that exclude each other, gathered into groups where at most one may be taken: fewer and stronger rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


def cover_by_cliques(pairs: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Cliques, each sorted, that together hold every pair; greedy and deterministic for sorted pairs."""
    pairs = list(pairs)
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    covered: set[tuple[int, int]] = set()
    for one, other in pairs:
        if (one, other) in covered:
            continue
        clique = _grown(one, other, beside)
        covered.update((a, b) for i, a in enumerate(clique) for b in clique[i + 1 :])
        yield clique


def _grown(one: int, other: int, beside: dict[int, set[int]]) -> list[int]:
    clique, shared = [one, other], beside[one] & beside[other]
    while shared:
        chosen = min(shared)
        clique.append(chosen)
        shared &= beside[chosen]
    return sorted(clique)
