"""Demand that can't be met, gathered into sets that prove it: each asks for more than all its suppliers can give."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from app.network.flow import Ints


def joined(members: int, groups: Iterable[Iterable[int]]) -> Ints:
    """Component of each of ``members`` when those of a group belong together; numbered by their smallest member."""
    parent = list(range(members))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for group in groups:
        first: int | None = None
        for member in group:
            if first is None:
                first = root(member)
            else:
                one, other = sorted((first, root(member)))
                parent[other] = first = one
    return np.array([root(node) for node in range(members)], dtype=np.int64)
