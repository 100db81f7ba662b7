"""Which rows can all be served at once, the first rows first: greedy on augmenting ways, exact by the exchange of matroids.

Rows that can be served together form a transversal matroid: taking each in order when it still fits serves as many rows as
any choice can (the maximum flow), and no other choice serves an earlier row instead of a later one.
"""

from __future__ import annotations

from collections.abc import Sequence

UNSERVED = -1


def served(options: Sequence[Sequence[int]], capacities: Sequence[int]) -> list[int]:
    """Server of each row, UNSERVED for those left out. ``options``: servers of each row; ``capacities``: rows a server takes."""
    chosen = [UNSERVED] * len(options)
    holds: list[list[int]] = [[] for _ in capacities]
    closed: set[int] = set()
    for row in range(len(options)):
        _place(row, options, capacities, chosen, holds, closed)
    return chosen


def _place(
    row: int,
    options: Sequence[Sequence[int]],
    capacities: Sequence[int],
    chosen: list[int],
    holds: list[list[int]],
    closed: set[int],
) -> None:
    """Serve one more row, moving others if that makes room. Servers of a search that fails never have room again."""
    asked_by: dict[int, int] = {}
    askers = [row]
    for asker in askers:
        for server in options[asker]:
            if server in asked_by or server in closed:
                continue
            asked_by[server] = asker
            if len(holds[server]) < capacities[server]:
                _move(server, row, asked_by, chosen, holds)
                return
            askers += holds[server]
    closed.update(asked_by)


def _move(server: int, row: int, asked_by: dict[int, int], chosen: list[int], holds: list[list[int]]) -> None:
    while True:
        mover = asked_by[server]
        left = chosen[mover]
        chosen[mover] = server
        holds[server].append(mover)
        if mover == row:
            return
        holds[left].remove(mover)
        server = left
