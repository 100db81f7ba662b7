"""After publication: a cancellation costs as few moves as can be proven, and a replacement list is there at once."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.network.deficient import joined
from app.scheduling.staffing.board import Board
from app.scheduling.staffing.labels import Labels
from app.scheduling.staffing.levels import Budget
from app.scheduling.staffing.plan import Assignment, Plan
from app.scheduling.staffing.problem import AnswerKind, PreviousSeat, Problem, Seat
from app.scheduling.staffing.reasons import ORDER, Roster
from app.scheduling.staffing.report import report
from app.scheduling.staffing.rules import Rule, clash
from app.scheduling.staffing.solve import optimise

_ASKABLE = (Rule.FREE, Rule.NO_ANSWER)
"""Those whom a coordinator may simply ask; they come first in the replacement list."""


@dataclass(frozen=True, slots=True, order=True)
class Absence:
    """Someone who can no longer come to a session."""

    person: str
    session: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A person of an admissible profession for an open seat. ``rule`` is FREE, or what stands in the way.

    ``seats``: what they hold over the horizon, pins included.
    """

    person: str
    rule: Rule
    if_needed: bool
    seats: int


def after(problem: Problem, plan: Plan, absences: Collection[Absence]) -> Problem:
    """The problem once these people are gone: their answer is « non » and the plan's seats are ``previous``.

    Pins stay pinned unless their holder is gone. A seat lost by an absence stays in ``previous``, so that it counts as
    one disruption, as the contract says of impossible ones.
    """
    gone = {(absence.person, absence.session) for absence in absences}
    pinned = {seat.seat for seat in problem.previous if seat.pinned and (seat.person, seat.session) not in gone}
    seats = [Seat(seat.person, seat.session, seat.role) for seat in plan.assignments]
    previous = tuple(PreviousSeat(seat.person, seat.session, seat.role, seat in pinned) for seat in sorted(seats))
    answers = {person: dict(said) for person, said in problem.answers.items()}
    for person, session in sorted(gone):
        answers.setdefault(person, {})[session] = AnswerKind.NO
    return replace(problem, previous=previous, answers=answers)


def replan(
    problem: Problem,
    *,
    weeks: frozenset[date] | None = None,
    budget_seconds: float | None = None,
    labels: Labels | None = None,
    lines: Mapping[tuple[str, str, str], int] | None = None,
) -> Plan:
    """Staff again only the ``weeks`` (Mondays) concerned; everyone keeps their seats in the others.

    ``problem.previous`` is the plan in force. Without ``weeks``: those where a previous seat can't be kept. Weeks that
    rest or overlap joins to them are staffed again with them. Levels count the whole horizon; what they prove holds among plans that leave the other weeks as they are.
    """
    began = time.perf_counter()
    budget = Budget.of(problem.budget_seconds if budget_seconds is None else budget_seconds)
    whole = Board(problem)
    chosen_weeks = with_joined(whole, weeks_lost(whole) if weeks is None else weeks)
    board = Board(_frozen_outside(whole, chosen_weeks), chosen_weeks)
    seats, levels = optimise(board, budget)
    spent = round(time.perf_counter() - began, 3)
    return report(whole, seats, levels, labels or Labels(), lines or {}, spent)


def weeks_lost(board: Board) -> frozenset[date]:
    """Mondays of the weeks where a previous seat can no longer be kept, whatever else is moved."""
    return frozenset(
        board.slots[board.session_index[seat.session]].week for seat in board.kept if not _still_possible(board, seat)
    )


def with_joined(board: Board, weeks: frozenset[date]) -> frozenset[date]:
    """These weeks and all that someone's possible sessions join to them by overlap or rest."""
    mondays = sorted({slot.week for slot in board.slots})
    number = {week: index for index, week in enumerate(mondays)}
    before: dict[int, set[int]] = defaultdict(set)
    for seat in board.kept:
        before[board.person_index[seat.person]].add(board.session_index[seat.session])
    pairs = {pair for person in range(len(board.persons)) for pair in _joints(board, person, before[person])}
    component = joined(len(mondays), [(number[one], number[other]) for one, other in sorted(pairs)])
    reached = {int(component[number[week]]) for week in weeks if week in number}
    return frozenset(week for week in mondays if int(component[number[week]]) in reached)


def _joints(board: Board, person: int, before: set[int]) -> Iterator[tuple[date, date]]:
    """Pairs of weeks between which two sessions the person may come to, or came to before, exclude each other."""
    possible = {session for session, _only in board.wished(person)} | before
    slots = [board.slots[session] for session in sorted(possible)]
    rest = board.persons[person].min_rest_hours
    for position, one in enumerate(slots):
        for other in slots[position + 1 :]:
            barred = clash(one, other, rest)
            if other.week != one.week and barred:
                yield one.week, other.week
            if other.day != one.day and not barred:
                break


def _still_possible(board: Board, seat: Seat) -> bool:
    need = board.need_index.get((seat.session, seat.role))
    person, session = board.person_index[seat.person], board.session_index[seat.session]
    if need is None or not board.room[need] or not board.may_hold(person, need):
        return False
    reach = board.persons[person].travel_minutes
    return (
        board.answer(person, session) in (AnswerKind.YES, AnswerKind.IF_NEEDED)
        and (reach is None or board.sessions[session].centre in reach)
        and not board.blocked_by_pins(person, session)
    )


def _frozen_outside(board: Board, weeks: frozenset[date]) -> Problem:
    """The same problem with every previous seat outside these weeks pinned."""

    def frozen(seat: PreviousSeat) -> PreviousSeat:
        inside = board.slots[board.session_index[seat.session]].week in weeks
        return seat if inside else replace(seat, pinned=True)

    return replace(board.problem, previous=tuple(frozen(seat) for seat in board.problem.previous))


def lines_of(assignments: Iterable[Assignment]) -> dict[tuple[str, str, str], int]:
    """(person, session, role) → line, for those that have one: what :func:`replan` keeps where possible."""
    return {(seat.person, seat.session, seat.role): seat.line for seat in assignments if seat.line is not None}


def replacements(
    problem: Problem, plan: Plan, session: str, role: str, leaving: str | None = None
) -> tuple[Replacement, ...]:
    """Everyone whose profession admits them to that seat, once ``leaving`` has left it, best first.

    Free people who said « oui », then « si besoin », fewest seats first; then people to ask; then the others with the
    rule that stands in the way.
    """
    board = Board(problem)
    need = board.need_index[session, role]
    roster = Roster(
        board,
        (
            Seat(seat.person, seat.session, seat.role)
            for seat in plan.assignments
            if (seat.person, seat.session, seat.role) != (leaving, session, role)
        ),
    )
    load: dict[str, int] = {}
    for seat in plan.assignments:
        load[seat.person] = load.get(seat.person, 0) + 1
    found = [
        Replacement(who.id, rule, _if_needed(board, person, session), load.get(who.id, 0))
        for person, who in enumerate(board.persons)
        if who.id != leaving and (rule := roster.reason(person, need)) is not Rule.PROFESSION
    ]
    return tuple(sorted(found, key=_rank))


def _if_needed(board: Board, person: int, session: str) -> bool:
    return board.answer(person, board.session_index[session]) is AnswerKind.IF_NEEDED


def _rank(found: Replacement) -> tuple[int, int, bool, int, str]:
    asked = _ASKABLE.index(found.rule) if found.rule in _ASKABLE else len(_ASKABLE)
    return asked, -ORDER.index(found.rule), found.if_needed, found.seats, found.person
