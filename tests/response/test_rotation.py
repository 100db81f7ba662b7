"""Tests of app/response/rotation.py: day and night covered, nobody too long, everybody rested; what does not hold is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.core.intervals import Interval
from app.response.cell import CellLimits, Member, Shift
from app.response.rotation import (
    WEEK,
    Found,
    Trouble,
    on_duty,
    propose_rotation,
    relieved_by,
    shift_length,
    troubles,
)

START = datetime(2026, 11, 26, 17, tzinfo=UTC)
LIMITS = CellLimits()


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def some(function: str, *names: str) -> list[Member]:
    return [Member(function=function, rank=rank, name=name) for rank, name in enumerate(names)]


def proposed(
    members: Iterable[Member], functions: list[str], length: int, kept: Iterable[Shift] = ()
) -> tuple[Shift, ...]:
    numbers = count()
    return propose_rotation(members, functions, START, length, LIMITS, lambda: f"s{next(numbers)}", kept=kept)


def a_shift(function: str, name: str, begins: float, ends: float, id: str = "") -> Shift:
    return Shift(
        id=id or f"{function}{name}{begins}", function=function, name=name, starts_at=START + hours(begins),
        ends_at=START + hours(ends),
    )  # fmt: skip


def test_three_people_take_turns_of_eight_hours() -> None:
    """The holder begins, each rests sixteen hours."""
    made = proposed(some("f", "a", "b", "c"), ["f"], 24)
    assert [(one.name, one.starts_at, one.ends_at) for one in made] == [
        ("a", START, START + hours(8)),
        ("b", START + hours(8), START + hours(16)),
        ("c", START + hours(16), START + hours(24)),
    ]
    assert troubles(made, ["f"], LIMITS) == ()


def test_two_people_stay_as_long_as_the_rest_of_the_other_asks() -> None:
    """Eleven hours each: no hole in three days, nobody over twelve hours."""
    made = proposed(some("f", "a", "b"), ["f"], 72)
    assert {one.ends_at - one.starts_at for one in made[:-1]} == {hours(11)}
    assert troubles(made, ["f"], LIMITS) == ()


def test_one_person_alone_leaves_the_hours_of_their_rest_open() -> None:
    """Twelve hours, then eleven that nobody holds: one hole, said."""
    made = proposed(some("f", "a"), ["f"], 24)
    assert [(one.name, one.ends_at - one.starts_at) for one in made] == [("a", hours(12)), ("", hours(11)), ("a", hours(1))]  # fmt: skip
    hole = Interval(START + hours(12), START + hours(23))
    assert troubles(made, ["f"], LIMITS) == (Found(Trouble.OPEN, "f", "", hole, 11.0),)


def test_a_function_that_nobody_holds_is_open_all_along() -> None:
    """One open shift, one hole."""
    (only,) = proposed([], ["f"], 24)
    assert (only.is_open, only.interval) == (True, Interval(START, START + hours(24)))


def test_whoever_holds_two_functions_is_at_one_at_a_time() -> None:
    """The function with the fewest people is served first."""
    members = [*some("wide", "a", "b", "c"), *some("narrow", "a")]
    made = proposed(members, ["wide", "narrow"], 12)
    assert [one.name for one in made if one.function == "narrow"] == ["a"]
    assert [one.name for one in made if one.function == "wide"] == ["b", "c"]


def test_who_worked_before_rests_first_and_holds_until_their_end() -> None:
    """``kept`` shifts count: the one under way ends, and its holder is not the next."""
    running = a_shift("f", "a", -6, 2)
    made = proposed(some("f", "a", "b", "c"), ["f"], 24, [running])
    assert (made[0].name, made[0].starts_at) == ("b", START + hours(2))
    assert troubles([running, *made], ["f"], LIMITS) == ()


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=5, unique=True), min_size=1, max_size=4),
    st.integers(min_value=1, max_value=120),
)
def test_a_proposal_never_breaks_a_limit(cell: list[list[str]], length: int) -> None:
    """Whoever is in the cell: holes may remain, nothing else is wrong, and each function is accounted for hour by hour."""
    functions = [f"f{n}" for n in range(len(cell))]
    members = [one for function, names in zip(functions, cell, strict=True) for one in some(function, *names)]
    made = proposed(members, functions, length)
    assert {one.trouble for one in troubles(made, functions, LIMITS, members)} <= {Trouble.OPEN}
    for function in functions:
        mine = [one for one in made if one.function == function]
        assert (mine[0].starts_at, mine[-1].ends_at) == (START, START + hours(length))
        assert all(before.ends_at == after.starts_at for before, after in pairwise(mine))


@given(st.integers(min_value=2, max_value=6), st.integers(min_value=1, max_value=92))
def test_two_people_of_their_own_are_enough_for_92_hours(people: int, length: int) -> None:
    """48 hours in seven days each, in turns of eleven: four whole turns, and four hours of a fifth for one of them."""
    made = proposed(some("f", *"abcdef"[:people]), ["f"], length)
    assert troubles(made, ["f"], LIMITS) == ()


def test_the_length_of_a_shift_grows_when_too_few_rest() -> None:
    """8 h with three or more, 11 h with two, the longest with one."""
    assert [shift_length(people, LIMITS) // hours(1) for people in (1, 2, 3, 6)] == [12, 11, 8, 8]
    assert shift_length(2, replace(LIMITS, longest_shift_hours=10)) == hours(10)


def test_what_is_wrong_with_a_person_is_said() -> None:
    """At two functions at once, too long through touching presences, too little rest, and not of the cell."""
    wrong = [a_shift("f", "a", 0, 8), a_shift("g", "a", 7, 14), a_shift("f", "a", 20, 24)]
    found = {(one.trouble, one.hours) for one in troubles(wrong, [], LIMITS, some("f", "a"))}
    assert found == {
        (Trouble.TWICE, 1.0), (Trouble.TOO_LONG, 14.0), (Trouble.NO_REST, 6.0), (Trouble.OUTSIDE, 7.0),
    }  # fmt: skip


def test_too_many_hours_in_seven_days_are_said_once() -> None:
    """Five times ten hours with fourteen of rest; a week apart they would pass."""
    daily = [a_shift("f", "a", day * 24, day * 24 + 10) for day in range(5)]
    last = daily[-1].ends_at
    assert troubles(daily, [], LIMITS) == (Found(Trouble.TOO_MUCH, "f", "name:a", Interval(last - WEEK, last), 50.0),)
    assert troubles([a_shift("f", "a", day * 48, day * 48 + 10) for day in range(5)], [], LIMITS) == ()


def test_who_is_on_duty_and_who_relieves() -> None:
    """Ends are excluded; an overlap of handover does not hide who comes next."""
    first, second = a_shift("f", "a", 0, 8.25), a_shift("f", "b", 8, 16)
    assert on_duty([first, second], START + hours(1)) == {"f": first}
    assert on_duty([first, second], START + hours(8.1)) == {"f": second}
    assert on_duty([first, second], START + hours(16)) == {}
    assert (relieved_by([first, second], first), relieved_by([first, second], second)) == (second, None)
