"""Lines dealt out: numbers for needs held per line, none for the others, and people who keep theirs."""

from __future__ import annotations

from collections import defaultdict

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.lines import deal
from app.scheduling.staffing.plan import Assignment
from app.scheduling.staffing.problem import Need
from app.scheduling.staffing.solve import solve
from tests.scheduling.staffing.small import a_session, nurse, seat, staffing


def test_a_need_counted_in_lines_is_numbered_from_one_without_repeats_and_others_have_no_line() -> None:
    """3 lines: 3 injectors and 6 receptionists are held per line, 2 physicians are not; a session without lines has none."""
    sessions = [a_session("S", lines=3), a_session("T", day=1)]
    needs = [
        Need("S", "injector", 3, 1),
        Need("S", "reception", 6, 1),
        Need("S", "physician", 2, 1),
        Need("T", "injector", 2, 1),
    ]
    people = [nurse(f"N{index:02}") for index in range(11)]
    board = Board(staffing(people, sessions, needs))
    seats = [
        *(seat(f"N{index:02}", "S", "injector") for index in range(2)),
        *(seat(f"N{index:02}", "S", "reception") for index in range(3, 8)),
        seat("N09", "S", "physician"),
        seat("N10", "T", "injector"),
    ]
    numbers: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    for row in deal(board, seats, {}):
        numbers[row.session, row.role].append(row.line)
    assert numbers == {
        ("S", "injector"): [1, 2],
        ("S", "reception"): [1, 2, 3, 4, 5],
        ("S", "physician"): [None],
        ("T", "injector"): [None],
    }


def test_people_keep_their_line_from_session_to_session() -> None:
    """Zoe sorts last and stands at line 1 on Monday, being alone; on Tuesday she is still at line 1, on both roles."""
    sessions = [a_session("mon", lines=2), a_session("tue", day=1, lines=2)]
    needs = [Need("mon", "injector", 2, 1), Need("tue", "injector", 2, 1), Need("tue", "reception", 2, 1)]
    board = Board(staffing([nurse("Anne"), nurse("Zoe")], sessions, needs))
    seats = [seat("Zoe", "mon", "injector"), seat("Anne", "tue", "injector"), seat("Zoe", "tue", "injector")]
    assert deal(board, seats, {}) == (
        Assignment("Zoe", "mon", "injector", 1),
        Assignment("Zoe", "tue", "injector", 1),
        Assignment("Anne", "tue", "injector", 2),
    )


def test_a_line_held_before_wins_over_habit_and_leaves_its_number_even_with_a_gap() -> None:
    board = Board(staffing([nurse("Anne"), nurse("Bob")], [a_session("S", lines=3)], [Need("S", "injector", 3, 1)]))
    seats = [seat("Anne", "S", "injector"), seat("Bob", "S", "injector")]
    before = {("Anne", "S", "injector"): 3, ("Bob", "S", "injector"): 2}
    assert [(row.person, row.line) for row in deal(board, seats, before)] == [("Bob", 2), ("Anne", 3)]
    assert [(row.person, row.line) for row in deal(board, seats, {("Anne", "S", "injector"): 2})] == [
        ("Bob", 1),
        ("Anne", 2),
    ]


def test_a_whole_plan_never_gives_one_line_twice() -> None:
    sessions = [a_session(f"S{day}", day=day, lines=2) for day in range(5)]
    needs = [Need(session.id, role, 2, 1) for session in sessions for role in ("injector", "reception")]
    plan = solve(staffing([nurse(f"N{index}") for index in range(4)], sessions, needs))
    assert len({(row.session, row.role, row.line) for row in plan.assignments}) == len(plan.assignments) == 20
