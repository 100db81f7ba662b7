"""Lower bounds that hold for every plan and cost milliseconds: what is still known when time ran out."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.model import most_seats
from app.scheduling.staffing.relaxed import Relaxed


def least_missing_weight(board: Board) -> int:
    """The least Σ weight × missing of R, hence of no plan less.

    Seats of heavier needs first, never giving one back: sets of needs that a flow can fill together are a gammoid, where
    that greedy order is optimal (Rado, Edmonds).
    """
    relaxed = Relaxed(board)
    network, weights = relaxed.network, np.array([need.weight for need in board.needs], dtype=np.int64)
    room = board.room.copy()
    sinks = np.arange(len(network.tails) - len(board.needs), len(network.tails))
    network.flow[:] = 0
    network.capacities[sinks] = 0
    missing, filled = int(weights @ room), 0
    for weight in sorted(set(weights.tolist()), reverse=True):
        network.capacities[sinks] = np.where(weights >= weight, room, 0)
        now = network.maximise()
        missing, filled = missing - weight * (now - filled), now
    return missing


def least_squares(board: Board, seats: int) -> int:
    """The least Σ (seats)² when ``seats`` are held, pins included, each person within their weekly caps."""
    load: list[int] = board.load_of_pins.tolist()
    room: list[int] = most_seats(board).tolist()
    total = int(sum(held * held for held in load))
    steps = [(2 * load[person] + 1, person) for person in range(len(load)) if room[person]]
    heapify(steps)
    for _ in range(seats - sum(load)):
        if not steps:
            break
        cost, person = heappop(steps)
        total += cost
        room[person] -= 1
        if room[person]:
            heappush(steps, (cost + 2, person))
    return total
