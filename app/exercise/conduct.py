"""How an exercise is conducted: what the clock may do, what may become of an inject, what may still be taken back. Rules only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal
from app.exercise.chronogramme import INJECT_STATE_WORDS, TO_COME, InjectState
from app.exercise.clock import ClockMark
from app.exercise.exercise import FASTEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.exercise.chronogramme import PlayedInject
    from app.exercise.clock import VirtualClock

UNDO = timedelta(minutes=1)
"""Real time in which a send may be taken back, while nothing answered it (design choice)."""

LONGEST_MINUTES = 60 * 24 * 60
"""As far as the clock may be brought: sixty days, as effects count (:data:`app.drills.shock.LATEST_HOURS`)."""

SPEEDS = (1, 2, 5, 10, 30, 60)
"""Fictional minutes a real one that the screen offers."""

MOVES: dict[InjectState, frozenset[InjectState]] = {
    InjectState.PLANNED: frozenset({InjectState.HELD, InjectState.SENT, InjectState.SKIPPED}),
    InjectState.HELD: frozenset({InjectState.PLANNED, InjectState.SENT, InjectState.SKIPPED}),
    InjectState.SKIPPED: frozenset({InjectState.PLANNED, InjectState.SENT}),
    InjectState.SENT: frozenset({InjectState.PLANNED}),
}
"""State → those that may follow. What was skipped may be taken up again; what was sent, only taken back in time."""


def check_inject_move(one: PlayedInject, wanted: InjectState) -> None:
    """Pass when ``wanted`` may follow; raises RuleRefusal otherwise."""
    if wanted not in MOVES[one.state]:
        raise RuleRefusal(
            N_("L’inject n° {number} est « {present} » : il ne passe pas à « {wanted} »."),
            number=one.number, present=INJECT_STATE_WORDS[one.state], wanted=INJECT_STATE_WORDS[wanted],
        )  # fmt: skip


def is_undoable(one: PlayedInject, now: datetime, *, is_answered: bool, is_real: bool) -> bool:
    """Whether a send may still be taken back. ``is_real``: something really left because of it."""
    return (
        one.state is InjectState.SENT
        and one.sent_at is not None
        and now - one.sent_at <= UNDO
        and not is_answered
        and not is_real
    )


def sent(one: PlayedInject, now: datetime, minutes: float, actor_id: str) -> PlayedInject:
    """The inject as it left."""
    return replace(one, state=InjectState.SENT, sent_at=now, sent_minutes=minutes, actor_id=actor_id, reason="")


def taken_back(one: PlayedInject, actor_id: str) -> PlayedInject:
    """The inject as it stood before it left."""
    return replace(one, state=InjectState.PLANNED, sent_at=None, sent_minutes=None, actor_id=actor_id)


def to_come(injects: Iterable[PlayedInject]) -> tuple[PlayedInject, ...]:
    """What has neither left nor been skipped, in the order of the chronogramme as it stands."""
    return tuple(sorted((one for one in injects if one.state in TO_COME), key=lambda one: (one.minutes, one.number)))


def next_of(injects: Iterable[PlayedInject]) -> PlayedInject | None:
    """The next to send: the first that is planned; None when there is none left."""
    return next((one for one in to_come(injects) if one.state is InjectState.PLANNED), None)


def in_sending_order(injects: Iterable[PlayedInject]) -> tuple[PlayedInject, ...]:
    """What left, the first to leave first."""
    return tuple(
        sorted(
            (one for one in injects if one.state is InjectState.SENT and one.sent_at is not None),
            key=lambda one: (one.sent_minutes or 0, one.sent_at, one.number),
        )
    )


def begun(now: datetime, speed: int, actor_id: str) -> ClockMark:
    """The first mark: T0 at that instant."""
    return ClockMark(now, 0.0, check_speed(speed), actor_id)


def paused(clock: VirtualClock, now: datetime, actor_id: str) -> ClockMark:
    """The clock stops where it stands."""
    return ClockMark(now, clock.minutes_at(now), 0, actor_id)


def resumed(clock: VirtualClock, now: datetime, speed: int, actor_id: str) -> ClockMark:
    """The clock goes on from where it stands, at that speed."""
    return ClockMark(now, clock.minutes_at(now), check_speed(speed), actor_id)


def jumped(clock: VirtualClock, now: datetime, minutes: float, earliest: float, actor_id: str) -> ClockMark:
    """The clock stands at ``minutes``, going or stopped as before. ``earliest``: the minute of the last thing played.

    Raises InvalidInput out of the hours of an exercise, RuleRefusal before what was played: delays would be wrong.
    """
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise InvalidInput(N_("L’horloge va de T0 à T+60 jours."))
    if minutes < earliest:
        raise RuleRefusal(N_("L’horloge ne revient pas avant le dernier inject envoyé ni la dernière décision prise."))
    return ClockMark(now, float(minutes), clock.speed, actor_id)


def check_speed(speed: int) -> int:
    """The speed, when the clock can run at it; raises InvalidInput otherwise."""
    if not 1 <= speed <= FASTEST:
        raise InvalidInput(N_("La vitesse va de 1 à {most} minutes fictives par minute."), most=FASTEST)
    return speed


def last_played(sent_minutes: Iterable[float | None], decided: Iterable[float]) -> float:
    """The fictional minute of the last thing that left or was decided; 0 when nothing did."""
    return max((*(one for one in sent_minutes if one is not None), *decided), default=0.0)
