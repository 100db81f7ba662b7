"""The problem without rest, overlap and one-centre-a-day (R): a plain network, where shortages have short proofs.

source → person's week (cap) → person's day (cap) → person's session (one role) → need → sink (seats no pin holds).
Pins use up caps. Nothing here explains; certificates and calls ask this network.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np

from app.network.flow import Flags, FlowNetwork, Ints
from app.scheduling.staffing.board import Board

SOURCE, SINK = 0, 1
WEEK, DAY, SESSION = "week", "day", "session"
Place = tuple[str, int, date | int]
"""(kind of node, person, week, day or session)."""


class Relaxed:
    """R as a flow network, at a maximum flow. ``seats`` are its arcs into needs, as (person, session, need)."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.node: dict[Place, int] = {}
        self.first_need = 2
        self._arcs: list[tuple[int, int, int]] = []
        self._nodes = 2 + len(board.needs)
        self.seats: list[tuple[int, int, int]] = []
        self._seat_arcs: list[int] = []
        for person in range(len(board.persons)):
            for session, need, _only in board.seats_open_to(person, relaxed=True):
                self._arcs.append((self._session_node(person, session), self.first_need + need, 1))
                self.seats.append((person, session, need))
                self._seat_arcs.append(len(self._arcs) - 1)

    def _session_node(self, person: int, session: int) -> int:
        if (known := self.node.get((SESSION, person, session))) is not None:
            return known
        slot = self.board.slots[session]
        week = self._place((WEEK, person, slot.week), SOURCE, self.board.week_room(person, slot.week))
        day = self._place((DAY, person, slot.day), week, self.board.day_room(person, slot.day))
        return self._place((SESSION, person, session), day, 1)

    def _place(self, place: Place, above: int, capacity: int) -> int:
        if place not in self.node:
            self.node[place] = self._nodes
            self._arcs.append((above, self._nodes, capacity))
            self._nodes += 1
        return self.node[place]

    @cached_property
    def network(self) -> FlowNetwork:
        """R at a maximum flow."""
        sinks = [(self.first_need + need, SINK, int(room)) for need, room in enumerate(self.board.room)]
        table = np.array([*self._arcs, *sinks], dtype=np.int64).reshape(-1, 3)
        network = FlowNetwork(self._nodes, table[:, 0], table[:, 1], table[:, 2], SOURCE, SINK)
        network.maximise()
        return network

    @property
    def seat_flow(self) -> list[int]:
        """1 for each of ``seats`` that the maximum flow takes."""
        return self.network.flow[self._seat_arcs].tolist() if self._seat_arcs else []

    @cached_property
    def held(self) -> Ints:
        """Seats of each need filled by the maximum flow, pins left aside; only sums over certificates are unique."""
        last = len(self.board.needs)
        return self.network.flow[-last:] if last else np.zeros(0, dtype=np.int64)

    @cached_property
    def short(self) -> Flags:
        """D*: the needs on the sink side of the minimum cut nearest the sink."""
        return self.network.reaching_sink()[self.first_need : self.first_need + len(self.board.needs)]
