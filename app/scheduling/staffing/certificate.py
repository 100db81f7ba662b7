"""Proofs of shortage: sets of needs that ask for more seats than the people who could hold them can give."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np

from app.network.deficient import joined
from app.scheduling.staffing.plan import Certificate
from app.scheduling.staffing.relaxed import Relaxed


def certificates(relaxed: Relaxed) -> dict[int, Certificate]:
    """Need → certificate of its component, for every need of D*.

    Two needs of D* belong together when one person can hold a seat in either in the same week. The seats that a maximum
    flow puts into a component are the most that it could get if nothing else were filled, because the flow saturates
    the cut above it.
    """
    board, short = relaxed.board, relaxed.short
    shared: dict[tuple[int, date], list[int]] = defaultdict(list)
    for person, session, need in relaxed.seats:
        if short[need]:
            shared[person, board.slots[session].week].append(need)
    component = joined(len(board.needs), shared.values())
    found: dict[int, Certificate] = {}
    for name in sorted(set(component[short].tolist())):
        members = np.flatnonzero(short & (component == name)).tolist()
        certificate = _certificate(relaxed, members)
        found.update(dict.fromkeys(members, certificate))
    return found


def _certificate(relaxed: Relaxed, members: list[int]) -> Certificate:
    needs = [relaxed.board.needs[need] for need in members]
    demand = sum(need.count for need in needs)
    empty = sum(int(relaxed.board.room[need] - relaxed.held[need]) for need in members)
    return Certificate(tuple((need.session, need.role) for need in needs), demand, demand - empty)
