"""What pinned seats break: every rule that a pin would not pass beside the same person's other pins."""

from __future__ import annotations

from collections.abc import Iterator

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.plan import Overridden
from app.scheduling.staffing.problem import AnswerKind, PreviousSeat, Seat
from app.scheduling.staffing.rules import Rule, overlaps, too_short_rest, two_centres_a_day


def overridden(board: Board) -> tuple[Overridden, ...]:
    """Sorted, without repeats. A pin needs no answer, so silence breaks nothing; a « non » is broken."""
    return tuple(
        sorted({Overridden(pin.person, pin.session, rule) for pin in board.pins for rule in _broken(board, pin)})
    )


def _broken(board: Board, pin: PreviousSeat) -> Iterator[Rule]:
    person, session = board.person_index[pin.person], board.session_index[pin.session]
    who, slot = board.persons[person], board.slots[session]
    if who.profession not in board.allowed_professions[pin.role]:
        yield Rule.PROFESSION
    if Seat(pin.person, pin.session, pin.role) in board.problem.ineligible:
        yield Rule.COMPETENCE
    if who.travel_minutes is not None and slot.centre not in who.travel_minutes:
        yield Rule.TRAVEL
    if board.answer(person, session) is AnswerKind.NO:
        yield Rule.UNAVAILABLE
    if sum(other.person == pin.person and other.session == pin.session for other in board.pins) > 1:
        yield Rule.ALREADY_HERE
    yield from _broken_by_time(board, person, session)


def _broken_by_time(board: Board, person: int, session: int) -> Iterator[Rule]:
    who, slot = board.persons[person], board.slots[session]
    pinned = board.pinned_sessions[person]
    others = [board.slots[other] for other in pinned if other != session]
    if any(overlaps(other, slot) for other in others):
        yield Rule.OVERLAP
    if any(two_centres_a_day(other, slot) for other in others):
        yield Rule.OTHER_CENTRE
    week = 1 + sum(other.week == slot.week for other in others)
    day = 1 + sum(other.day == slot.day for other in others)
    if who.max_sessions_per_week is not None and week > who.max_sessions_per_week:
        yield Rule.WEEKLY_CAP
    if who.max_sessions_per_day is not None and day > who.max_sessions_per_day:
        yield Rule.DAILY_CAP
    if any(too_short_rest(other, slot, who.min_rest_hours) for other in others):
        yield Rule.REST
