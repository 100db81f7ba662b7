"""Who may hold the slots of a practice that closes: the most places first, then the shortest way, then the fewest halves. Pure.

A slot keeps its hours. It may be shared between practices; a practice takes no more on a day than it says it can absorb.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

from app.core.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from app.continuity.slots import Slot
    from app.core.ids import PracticeId

_LONGER_THAN_ANY_WAY = 10_000.0
"""Minutes that one place without a taker costs: no sum of ways ever makes it worth leaving one."""


class Why(StrEnum):
    """Why nobody takes a place."""

    NOBODY = "nobody"
    """No other practice of the profession."""
    FAR = "far"
    CLOSED = "closed"
    FULL = "full"


WHY_WORDS = {
    Why.NOBODY: N_("aucun autre cabinet de cette profession"),
    Why.FAR: N_("aucun cabinet de cette profession à portée"),
    Why.CLOSED: N_("les cabinets à portée sont fermés à ces heures"),
    Why.FULL: N_("les cabinets à portée n’ont plus de place ce jour-là"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A practice that could hold a slot. ``room``: places a day; ``radius_minutes``: the way it accepts patients to come."""

    practice: PracticeId
    professions: frozenset[str]
    room: int
    radius_minutes: int


@dataclass(frozen=True, slots=True)
class Orphan:
    """A slot whose practice is closed, and the professions that can hold it instead."""

    slot: Slot
    professions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Move:
    """Some places of a slot to one practice, ``minutes`` from where it was."""

    slot: str
    to: PracticeId
    places: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Unmoved:
    """Places of a slot that nobody can take, and why."""

    slot: str
    places: int
    why: Why


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What is proposed: moves by slot then way, and what is left."""

    moves: tuple[Move, ...]
    left: tuple[Unmoved, ...]

    @property
    def moved(self) -> int:
        """Places that somebody can take."""
        return sum(one.places for one in self.moves)


def redistribute(
    orphans: Sequence[Orphan], hosts: Sequence[Host], *, minutes: Callable[[Slot, Host], float | None],
    is_open: Callable[[Host, Slot], bool], held: Mapping[tuple[PracticeId, date], int],
) -> MovePlan:  # fmt: skip
    """The best sharing out, exact: as many places as can be, over the shortest way in all (a transport problem per day).

    ``minutes``: the way between a slot's practice and a host, None without a road; ``held``: places already moved to a practice
    on a day. Same input, same plan.
    """
    moves: list[Move] = []
    left: list[Unmoved] = []
    days: dict[date, list[Orphan]] = defaultdict(list)
    for one in sorted(orphans, key=lambda one: (one.slot.starts_at, one.slot.id)):
        days[one.slot.day].append(one)
    ordered = sorted(hosts, key=lambda host: host.practice)
    for day, some in sorted(days.items()):
        room = {host.practice: max(host.room - held.get((host.practice, day), 0), 0) for host in ordered}
        ways = {
            (one.slot.id, host.practice): way
            for one in some
            for host in ordered
            if _why_not(one, host, minutes, is_open) is None and (way := minutes(one.slot, host)) is not None
        }
        taken = _shared_out(some, ways, room)
        moves += [Move(id, to, n, ways[id, to]) for (id, to), n in sorted(taken.items(), key=lambda m: (m[0][0], ways[m[0]], m[0][1]))]  # fmt: skip
        for one in some:
            if rest := one.slot.places - sum(n for (id, _to), n in taken.items() if id == one.slot.id):
                left.append(Unmoved(one.slot.id, rest, _why(one, ordered, minutes, is_open)))
    return MovePlan(tuple(moves), tuple(left))


def _shared_out(
    orphans: Sequence[Orphan], ways: Mapping[tuple[str, PracticeId], float], room: Mapping[PracticeId, int]
) -> Mapping[tuple[str, PracticeId], int]:
    """Places per slot and practice. The matrix is that of a transport problem, so its corners are whole numbers."""
    pairs = sorted(ways)
    if not pairs:
        return {}
    limits = [(one.slot.id, one.slot.places) for one in orphans]
    practices = sorted({practice for _id, practice in pairs})
    matrix = np.array(
        [[float(pair[0] == id) for pair in pairs] for id, _places in limits]
        + [[float(pair[1] == practice) for pair in pairs] for practice in practices]
    )
    bounds = [float(places) for _id, places in limits] + [float(room[practice]) for practice in practices]
    # A tiny cost by rank settles ties the same way each time.
    costs = [ways[pair] - _LONGER_THAN_ANY_WAY + rank * 1e-6 for rank, pair in enumerate(pairs)]
    solved = linprog(costs, A_ub=matrix, b_ub=bounds, bounds=(0, None), method="highs-ds")
    assert solved.x is not None, solved.message
    return {pair: n for pair, value in zip(pairs, solved.x, strict=True) if (n := round(float(value)))}


def _why_not(
    orphan: Orphan, host: Host, minutes: Callable[[Slot, Host], float | None], is_open: Callable[[Host, Slot], bool]
) -> Why | None:
    """Why a practice can't hold any place of a slot, room aside; None when it can."""
    if host.practice == orphan.slot.practice or not host.professions & orphan.professions:
        return Why.NOBODY
    way = minutes(orphan.slot, host)
    if way is None or way > host.radius_minutes:
        return Why.FAR
    return None if is_open(host, orphan.slot) else Why.CLOSED


def _why(
    orphan: Orphan, hosts: Sequence[Host], minutes: Callable[[Slot, Host], float | None],
    is_open: Callable[[Host, Slot], bool],
) -> Why:  # fmt: skip
    """The last thing that stood in the way of the nearest to a solution."""
    reasons = {_why_not(orphan, host, minutes, is_open) or Why.FULL for host in hosts}
    return next((why for why in (Why.FULL, Why.CLOSED, Why.FAR) if why in reasons), Why.NOBODY)
