"""Backwards from people to injections: how many lines a session can open, how much it gives, and which role is binding.

Counts come from whoever knows who can hold what (the solver's plan, the seats held); nothing here chooses people.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from app.scheduling.session import SeatState
from app.scheduling.slots import minutes_of

if TYPE_CHECKING:
    from app.core.ids import SessionId
    from app.scheduling.session import Need, Seat, Session

UNHELD = frozenset({SeatState.CANCELLED, SeatState.NO_SHOW})
"""Seats nobody stands on; a holder who seeks a stand-in stays responsible until one is found."""


def is_held(seat: Seat) -> bool:
    """Whether a person or a partner is expected on the seat: cancelled seats and absent holders don't count."""
    return seat.holder.filled and seat.state not in UNHELD


class SessionStatus(StrEnum):
    """DOMAIN §3.8: open, throughput below 100 %, one person away from closing, a critical role not covered."""

    OPEN = "open"
    DEGRADED = "degraded"
    AT_RISK = "at_risk"
    CLOSED = "closed"


STATUS_STATES = {
    SessionStatus.OPEN: "opens",
    SessionStatus.DEGRADED: "degraded",
    SessionStatus.AT_RISK: "degraded",
    SessionStatus.CLOSED: "cannot_open",
}
"""The key of ``app.words.states.STATES`` that shows each status."""


class Limit(StrEnum):
    """What holds the injections of a session down; ``LINES`` means nothing does below its lines."""

    LINES = "lines"
    STAFF = "staff"
    SLOTS = "slots"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Throughput:
    """How fast a centre can go. ``paces``: roles whose shortage slows the line (critical ones always do).

    ``observation_chairs`` None means the room is never the limit.
    """

    injections_per_hour: int
    observation_minutes: int = 15
    observation_chairs: int | None = None
    paces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SessionCapacity:
    """What one session can give. ``missing`` and ``to_open`` are (role, people), the binding role first.

    ``injections`` is what present people give, ``full`` what a complete team would, both within slots and chairs.
    """

    session: Session
    open_lines: int
    injections: int
    full: int
    status: SessionStatus
    limit: Limit
    bottleneck: str | None
    pacing: frozenset[str] = frozenset()
    """Roles whose shortage holds injections back."""
    missing: tuple[tuple[str, int], ...] = ()
    to_open: tuple[tuple[str, int], ...] = ()
    """People without whom some line can't legally open: critical roles only."""
    sole_holders: tuple[str, ...] = ()
    """Critical roles that exactly one person can hold: their absence closes the session."""

    @property
    def session_id(self) -> SessionId:
        return self.session.id

    @property
    def closed_lines(self) -> int:
        return self.session.lines - self.open_lines


def session_capacity(
    session: Session, needs: Iterable[Need], filled: Mapping[str, int], throughput: Throughput, *,
    slots: int | None = None, able: Mapping[str, int] | None = None,
) -> SessionCapacity:  # fmt: skip
    """What a session gives with ``filled`` people a role (partners' included, see :func:`filled_of_seats`).

    Injections = min over the steps of people × rate, times the hours, within ``slots`` and the observation chairs
    (chairs × 60 / minutes). ``able``: people who could hold each role that day, holders included; absent = the holders.
    """
    asked = sorted(needs, key=lambda need: (not need.critical, -need.weight, need.role))
    held = {need.role: min(need.count, filled.get(need.role, 0)) for need in asked}
    critical = [need for need in asked if need.critical]
    open_lines = _open_lines(session.lines, critical, held)
    pacing = [need for need in asked if need.critical or need.role in throughput.paces]
    pace = min([Fraction(1)] + [Fraction(held[need.role], need.count) for need in pacing])
    ceilings = _ceilings(session, throughput, slots)
    reached = min(pace, Fraction(open_lines, session.lines))
    by_staff = math.floor(ceilings[Limit.LINES] * reached)
    full = min(ceilings.values())
    injections = min(by_staff, full)
    sole = _sole_holders(critical, held if able is None else able)
    return SessionCapacity(
        session, open_lines, injections, full,
        status=_status(open_lines, injections < full or reached < 1, sole),
        limit=Limit.STAFF if injections < full else min(ceilings, key=lambda limit: ceilings[limit]),
        bottleneck=_bottleneck(pacing, held),
        pacing=frozenset(need.role for need in pacing),
        missing=tuple((need.role, need.count - held[need.role]) for need in asked if held[need.role] < need.count),
        to_open=tuple((need.role, need.count - held[need.role]) for need in critical if held[need.role] < need.count),
        sole_holders=sole,
    )  # fmt: skip


def _open_lines(lines: int, critical: Iterable[Need], held: Mapping[str, int]) -> int:
    """The largest y ≤ lines with y × count ≤ lines × filled for each critical need (contract ``releve.staffing/1``)."""
    return min([lines] + [lines * held[need.role] // need.count for need in critical])


def _ceilings(session: Session, throughput: Throughput, slots: int | None) -> dict[Limit, int]:
    hours = Fraction(minutes_of(session), 60)
    ceilings = {Limit.LINES: math.floor(throughput.injections_per_hour * session.lines * hours)}
    if slots is not None:
        ceilings[Limit.SLOTS] = slots
    if throughput.observation_chairs is not None and throughput.observation_minutes:
        turns = Fraction(60, throughput.observation_minutes)
        ceilings[Limit.OBSERVATION] = math.floor(throughput.observation_chairs * turns * hours)
    return ceilings


def _bottleneck(pacing: Iterable[Need], held: Mapping[str, int]) -> str | None:
    """The role held to the smallest part of its need; ties to the critical, then heaviest, then first by code."""
    short = [need for need in pacing if held[need.role] < need.count]
    return min(short, key=lambda need: Fraction(held[need.role], need.count)).role if short else None


def _sole_holders(critical: Iterable[Need], able: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(need.role for need in critical if able.get(need.role, 0) == 1)


def _status(open_lines: int, slowed: bool, sole: Sequence[str]) -> SessionStatus:
    if not open_lines:
        return SessionStatus.CLOSED
    if slowed:
        return SessionStatus.DEGRADED
    return SessionStatus.AT_RISK if sole else SessionStatus.OPEN


def filled_of_seats(seats: Iterable[Seat]) -> dict[SessionId, Counter[str]]:
    """People and partners who hold seats, by session and role; cancelled seats and absent holders don't count."""
    filled: dict[SessionId, Counter[str]] = {}
    for seat in seats:
        if is_held(seat):
            filled.setdefault(seat.session_id, Counter())[seat.role] += 1
    return filled


def closed_line_numbers(capacity: SessionCapacity, seats: Iterable[Seat], critical: Container[str]) -> tuple[int, ...]:
    """Which lines stay closed: those with most open critical seats, then the highest; as many as can't open."""
    holes: Counter[int | None] = Counter()
    for seat in seats:
        if seat.session_id == capacity.session_id and seat.role in critical:
            holes[seat.line] += seat.state is not SeatState.CANCELLED and not is_held(seat)
    lines = range(1, capacity.session.lines + 1)
    worst = sorted(lines, key=lambda line: (-holes[line], -line))
    return tuple(sorted(worst[: capacity.closed_lines]))


@dataclass(frozen=True, slots=True)
class WeekCapacity:
    """What some sessions give together, never more than their ``doses`` (None = allotment not typed)."""

    sessions: tuple[SessionCapacity, ...]
    doses: int | None = None

    @property
    def injections(self) -> int:
        return self.within_doses(sum(one.injections for one in self.sessions))

    @property
    def full(self) -> int:
        return self.within_doses(sum(one.full for one in self.sessions))

    @property
    def bottleneck(self) -> str | None:
        """The role that binds in most sessions; ties to the first by code."""
        binding = Counter(one.bottleneck for one in self.sessions if one.bottleneck)
        return min(binding, key=lambda role: (-binding[role], role)) if binding else None

    def within_doses(self, injections: int) -> int:
        return injections if self.doses is None else min(injections, self.doses)


def week_capacity(sessions: Iterable[SessionCapacity], doses: int | None = None) -> WeekCapacity:
    """The sessions in time order with the doses they share."""
    return WeekCapacity(tuple(sorted(sessions, key=lambda one: (one.session.starts_at, one.session_id))), doses)
