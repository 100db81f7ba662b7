"""The board: who is there at each hour against what is wanted, and how fast people answered."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from app.core.ids import PersonId
from app.response.alert import Wanted
from app.response.alert_board import Curve, Group, board, curves, matched, to_ring
from tests.response.an_alert import DOCTOR, NURSE, PSYCHOLOGIST, after, an_alert, asked, coming, refusing

NURSES_SOON = Wanted("infirmiers", 2, 1, (NURSE,))
FOLLOW_UP = Wanted("suivi", 2, 24, (PSYCHOLOGIST, DOCTOR))
PROFESSIONS = {PersonId(name): NURSE for name in "abcd"} | {PersonId("m"): DOCTOR, PersonId("p"): PSYCHOLOGIST}
PEOPLE = (
    coming("a", after_minutes=2),
    coming("b", after_minutes=10, hours=2, until=4),
    refusing("c", 20),
    asked("d", sent_at=after(1)),
    coming("m", after_minutes=30, hours=12),
    asked("p"),
)


def test_the_whole_board() -> None:
    """Six asked: counts, hours and professions, each figure by hand."""
    found = board(an_alert(NURSES_SOON, FOLLOW_UP), PEOPLE, PROFESSIONS, after(60))
    assert (found.asked, found.reached, found.answered, found.silent) == (6, 5, 4, 2)
    assert (found.available, found.later, found.refused, found.coming) == (1, 2, 1, 3)
    assert [(one.hours, one.available, one.wanted, one.missing, one.spare) for one in found.hours] == [
        (1, 1, 2, 1, 0),
        (3, 2, 2, 0, 0),
        (12, 2, 2, 1, 1),
        (24, 2, 4, 2, 0),
    ]
    assert found.groups == (
        Group(NURSE, 4, 4, 3, 2, (1, 2, 1, 1), 10.0),
        Group(DOCTOR, 1, 1, 1, 1, (0, 0, 1, 1), 30.0),
        Group(PSYCHOLOGIST, 1, 0, 0, 0, (0, 0, 0, 0), None),
    )
    assert found.first_available_minutes == 2


def test_nothing_wanted_is_said_so() -> None:
    """People are counted without a target; nobody at all is no error."""
    assert not board(an_alert(), PEOPLE, PROFESSIONS, after(60)).wants
    empty = board(an_alert(NURSES_SOON), (), {}, after(0))
    assert (empty.asked, empty.hours[0].missing, empty.first_available_minutes) == (0, 2, None)


def test_a_person_covers_one_need_only() -> None:
    """Two physicians cover what only they can; the psychologist takes what both could do."""
    both, alone = Wanted("suivi", 1, 1, (DOCTOR, PSYCHOLOGIST)), Wanted("consultation", 2, 1, (DOCTOR,))
    found = matched([both, alone], {DOCTOR: 2, PSYCHOLOGIST: 1})
    assert [one.covered for one in found] == [1, 2]


def test_the_soonest_is_served_first() -> None:
    """One nurse, two needs: the later one stays open."""
    later, sooner = Wanted("plus tard", 1, 12, (NURSE,)), Wanted("tout de suite", 1, 1, (NURSE,))
    assert [one.covered for one in matched([later, sooner], {NURSE: 1})] == [0, 1]


jobs = st.sampled_from([NURSE, DOCTOR, PSYCHOLOGIST])
wants = st.builds(
    Wanted,
    st.just("x"),
    st.integers(1, 3),
    st.sampled_from([1, 3, 12, 24]),
    st.lists(jobs, max_size=3, unique=True).map(tuple),
)


@given(st.lists(wants, max_size=4), st.dictionaries(jobs, st.integers(0, 3)))
def test_as_many_are_covered_as_can_be(needs: list[Wanted], there: dict[str, int]) -> None:
    """The same number as an assignment solver finds, with nobody counted twice and nobody beyond what is wanted."""
    people = [job for job, n in there.items() for _one in range(n)]
    places = [need for need in needs for _one in range(need.quantity)]
    fits = [[-1 if not place.professions or job in place.professions else 0 for place in places] for job in people]
    best = 0
    if people and places:
        rows, columns = linear_sum_assignment(fits)
        best = -sum(fits[r][c] for r, c in zip(rows, columns, strict=True))
    found = matched(needs, Counter(there))
    assert sum(one.covered for one in found) == best
    assert [one for one in found if one.missing < 0] == []


def test_curves_rise_from_nothing_to_the_part_that_answered() -> None:
    """Everybody first, then professions, the largest first; a change of mind counts from the first answer."""
    changed = coming("a", after_minutes=50)
    people = (asked("a", answered_at=changed.answered_at, seen_at=after(4), answer=changed.answer), *PEOPLE[1:])
    found = curves(an_alert(), people, PROFESSIONS)
    assert [one.profession for one in found] == ["*", NURSE, DOCTOR, PSYCHOLOGIST]
    assert found[1] == Curve(NURSE, 4, ((0.0, 0.0), (4.0, 0.25), (10.0, 0.5), (20.0, 0.75)))
    assert [found[1].part_after(minutes) for minutes in (3, 4, 15, 60)] == [0, 0.25, 0.5, 0.75]
    assert found[3].answered == 0


def test_whom_to_ring_first() -> None:
    """Overdue whom nothing reached, overdue, then not yet due; in each, by rank. Who answered is left alone."""
    people = [
        asked("fresh", 1, due_at=after(90), sent_at=after(1)),
        asked("overdue", 2, sent_at=after(1)),
        asked("unreached", 3),
        asked("later", 4),
        refusing("no"),
    ]
    assert [one.person for one in to_ring(people, after(30))] == ["unreached", "later", "overdue", "fresh"]
