"""Every reason a person can have, one each, in the contract's order."""

from __future__ import annotations

from dataclasses import replace

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.problem import AnswerKind, Need, Problem, Seat
from app.scheduling.staffing.reasons import ORDER, Roster
from app.scheduling.staffing.rules import Rule
from app.scheduling.staffing.solve import solve
from tests.scheduling.staffing.small import a_session, held, nurse, seat, staffing


def crowd() -> Problem:
    """Seventeen injectors are asked for on Monday morning in Auray; each person is kept from it by one rule only."""
    people = [
        replace(nurse("01 profession"), profession="autre"),
        nurse("02 competence"),
        nurse("03 travel", travel_minutes={"Redon": 5}),
        nurse("04 no_answer"),
        nurse("05 unavailable"),
        nurse("06 already_here"),
        nurse("07 overlap"),
        nurse("08 other_centre"),
        nurse("09 weekly_cap", max_sessions_per_week=1),
        nurse("10 daily_cap", max_sessions_per_day=1),
        nurse("11 rest", min_rest_hours=16),
    ]
    sessions = [
        a_session("target"),
        a_session("same hour", opens=10),
        a_session("Redon", opens=15, centre="Redon"),
        a_session("Friday", day=4),
        a_session("evening", opens=18),
        a_session("Tuesday", day=1, opens=0),
    ]
    needs = [Need("target", "injector", 17, 1), *(Need(s.id, "reception", 1, 9) for s in sessions)]
    where = {
        "06 already_here": "target",
        "07 overlap": "same hour",
        "08 other_centre": "Redon",
        "09 weekly_cap": "Friday",
        "10 daily_cap": "evening",
        "11 rest": "Tuesday",
    }
    answers = {
        p.id: "target no" if p.id.startswith("05") else "target yes" for p in people if not p.id.startswith("04")
    }
    pinned = tuple(held(person, session, "reception", pinned=True) for person, session in where.items())
    lost = frozenset({seat("02 competence", "target", "injector")})
    return staffing(people, sessions, needs, answers, previous=pinned, ineligible=lost)


def test_each_rule_keeps_the_one_person_it_names() -> None:
    problem = crowd()
    unfilled = {(row.session, row.role): row for row in solve(problem).unfilled}["target", "injector"]
    assert dict(unfilled.reasons) == dict.fromkeys(ORDER[:-1], 1)
    assert sum(unfilled.reasons.values()) == len(problem.persons)


def test_the_first_rule_met_wins() -> None:
    """Someone with every obstacle at once is counted under the first; removing it uncovers the next."""
    sessions = [a_session("target"), a_session("same hour", opens=10), a_session("Friday", day=4)]
    everything = replace(nurse("Anne"), profession="autre", travel_minutes={}, max_sessions_per_week=1)
    problem = staffing(
        [everything], sessions, [Need("target", "injector", 1, 1), Need("Friday", "reception", 1, 1)], {}
    )
    problem = replace(problem, ineligible=frozenset({Seat("Anne", "target", "injector")}))
    found = []
    while True:
        roster = Roster(Board(problem), [Seat("Anne", "Friday", "reception")])
        found.append(roster.reason(0, roster.board.need_index["target", "injector"]))
        assert list(roster.sorted_out(roster.board.need_index["target", "injector"])) == found[-1:]
        if found[-1] is Rule.WEEKLY_CAP:
            break
        person, answers = problem.persons[0], problem.answers
        match found[-1]:
            case Rule.PROFESSION:
                person = replace(person, profession="infirmier")
            case Rule.COMPETENCE:
                problem = replace(problem, ineligible=frozenset())
            case Rule.TRAVEL:
                person = replace(person, travel_minutes=None)
            case Rule.NO_ANSWER:
                answers = {"Anne": {"target": AnswerKind.NO}}
            case Rule.UNAVAILABLE:
                answers = {"Anne": {"target": AnswerKind.YES}}
        problem = replace(problem, persons=(person,), answers=answers)
    assert found == [
        Rule.PROFESSION,
        Rule.COMPETENCE,
        Rule.TRAVEL,
        Rule.NO_ANSWER,
        Rule.UNAVAILABLE,
        Rule.WEEKLY_CAP,
    ]


def test_caps_are_counted_before_rest() -> None:
    """Anne holds Monday evening: for Tuesday morning her weekly cap of 1 is named, and her rest only without that cap."""
    sessions = [a_session("eve", opens=18), a_session("morn", day=1, opens=8)]
    for cap, rule in ((1, Rule.WEEKLY_CAP), (2, Rule.REST)):
        anne = nurse("Anne", max_sessions_per_week=cap, min_rest_hours=11)
        board = Board(staffing([anne], sessions, [Need("morn", "injector", 1, 1)]))
        roster = Roster(board, [Seat("Anne", "eve", "reception")])
        assert roster.reason(0, 0) is rule
        assert roster.sorted_out(0) == {rule: {0}}
