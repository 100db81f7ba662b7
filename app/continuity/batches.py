"""Rows of one group brought to fewer servers after an assignment: the smallest batch joins the biggest that has room for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from app.continuity.matching import UNSERVED

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from collections.abc import Set as AbstractSet


def merged(
    options: Sequence[AbstractSet[int]], chosen: Sequence[int], capacities: Sequence[int], groups: Sequence[Hashable]
) -> list[int]:
    """The server of each row, as many rows served as before, none past its capacity. ``options``: servers of each row."""
    found, loads = list(chosen), Counter(chosen)
    rows_of: dict[Hashable, list[int]] = defaultdict(list)
    for row, group in enumerate(groups):
        if found[row] != UNSERVED:
            rows_of[group].append(row)
    for rows in rows_of.values():
        while move := _move(rows, options, found, [size - loads[server] for server, size in enumerate(capacities)]):
            batch, target = move
            for row in batch:
                loads[found[row]] -= 1
                loads[target] += 1
                found[row] = target
    return found


def _move(
    rows: Sequence[int], options: Sequence[AbstractSet[int]], found: Sequence[int], room: Sequence[int]
) -> tuple[list[int], int] | None:
    """A whole batch and the server of a bigger one, or as big, that can take it; None when there is none."""
    batches: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        batches[found[row]].append(row)
    ordered = sorted(batches, key=lambda server: (len(batches[server]), server))
    for rank, server in enumerate(ordered):
        batch = batches[server]
        for target in reversed(ordered[rank + 1 :]):
            if room[target] >= len(batch) and all(target in options[row] for row in batch):
                return batch, target
    return None
