"""The plan of last resort: every rule kept, nothing free left beside an empty seat, what is taken left alone."""

from __future__ import annotations

from hypothesis import given, settings

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.greedy import Diary, greedy
from app.scheduling.staffing.problem import Need, Problem
from tests.scheduling.staffing.small import a_session, held, nurse, staffing
from tests.scheduling.staffing.strategies import problems


@settings(max_examples=80, deadline=None)
@given(problems())
def test_no_seat_could_be_added_and_a_part_of_the_plan_grows_into_a_whole_one(problem: Problem) -> None:
    board = Board(problem)
    for taken in ((), greedy(board).tolist()[::2]):
        chosen = greedy(board, taken).tolist()
        assert set(taken) <= set(chosen)
        diary = Diary(board)
        for candidate in chosen:
            assert diary.fits(candidate)
            diary.take(candidate)
        assert not [candidate for candidate in range(len(board.candidates)) if diary.fits(candidate)]


def test_seats_held_before_are_kept_first_then_those_who_said_yes() -> None:
    problem = staffing(
        [nurse("Anne"), nurse("Bob"), nurse("Chloé")],
        [a_session("S")],
        [Need("S", "injector", 2, 1)],
        {"Anne": "S if_needed", "Bob": "S yes", "Chloé": "S if_needed"},
        previous=(held("Chloé", "S", "injector"),),
    )
    board = Board(problem)
    names = [board.persons[board.candidates.person[candidate]].id for candidate in greedy(board).tolist()]
    assert names == ["Bob", "Chloé"]
