"""Closures add up to what the engine takes: one share at a time, the practice's own word when it is worse, pairs warned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.continuity.closure import Away, Closure, absences, away_of, check, overlapping
from app.continuity.situation import Absence, ClosureKind
from app.core.errors import InvalidInput
from app.core.ids import PracticeId

ONE, OTHER, THIRD = PracticeId("un"), PracticeId("deux"), PracticeId("trois")
EIGHT = datetime(2026, 11, 26, 7, tzinfo=UTC)


def hours(n: float) -> datetime:
    return EIGHT + timedelta(hours=n)


def a_closure(practice: PracticeId = ONE, start: float = 0, end: float | None = 10, away: int | None = None) -> Closure:
    return Closure(
        id=f"{practice}-{start}", practice=practice, kind=ClosureKind.PLANNED, starts_at=hours(start),
        ends_at=None if end is None else hours(end), members_away=away, noted_at=EIGHT, actor_id="maiwenn",
    )  # fmt: skip


def test_members_away_at_the_same_time_add_up() -> None:
    """One of four, then two, then one again: three intervals that never overlap."""
    held = [a_closure(away=1), a_closure(start=4, end=6, away=1)]
    assert absences(away_of(held, {ONE: 4})) == (
        Absence(ONE, hours(0), hours(4), Fraction(1, 4)),
        Absence(ONE, hours(4), hours(6), Fraction(1, 2)),
        Absence(ONE, hours(6), hours(10), Fraction(1, 4)),
    )


def test_more_members_away_than_there_are_is_the_whole_practice() -> None:
    """Two closures of three members out of four do not make one practice and a half."""
    held = [a_closure(away=3), a_closure(start=2, end=3, away=3)]
    found = absences(away_of(held, {ONE: 4}))
    assert [one.share for one in found] == [Fraction(3, 4), Fraction(1), Fraction(3, 4)]


def test_a_practice_of_unknown_size_is_away_whole() -> None:
    """Nobody wrote its members down: one absent may be all of it."""
    assert a_closure(away=1).share(0) == 1


def test_its_own_word_counts_when_it_is_worse_and_is_not_added() -> None:
    """Half away as typed, three quarters as said: three quarters; said a quarter: the half stays."""
    typed = Away(ONE, hours(0), hours(10), Fraction(1, 2))
    assert absences([typed, Away(ONE, hours(0), hours(10), Fraction(3, 4), said=True)]) == (
        Absence(ONE, hours(0), hours(10), Fraction(3, 4)),
    )
    assert absences([typed, Away(ONE, hours(0), hours(10), Fraction(1, 4), said=True)]) == (
        Absence(ONE, hours(0), hours(10), Fraction(1, 2)),
    )


def test_a_closure_without_end_goes_on() -> None:
    """For good, or nobody knows: the last interval has no end."""
    assert absences(away_of([a_closure(end=None)], {ONE: 2})) == (Absence(ONE, hours(0), None, Fraction(1)),)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([ONE, OTHER]), st.integers(0, 20), st.integers(1, 20), st.integers(1, 3), st.booleans()
        ),
        max_size=8,
    )
)
def test_every_instant_reads_the_same_before_and_after(
    given_away: list[tuple[PracticeId, int, int, int, bool]],
) -> None:
    """At each half-hour the share is the capped sum of what was typed, or the worst of what was said; nothing overlaps."""
    away = [
        Away(practice, hours(start), hours(start + length), Fraction(part, 3), said=said)
        for practice, start, length, part, said in given_away
    ]
    found = absences(away)
    for practice in (ONE, OTHER):
        for half in range(90):
            at = hours(half / 2)
            held = [one for one in away if one.practice == practice and one.starts_at <= at < (one.ends_at or at)]
            added = min(Fraction(1), sum((one.share for one in held if not one.said), Fraction(0)))
            worst = max([added, *(one.share for one in held if one.said)])
            there = [one for one in found if one.practice == practice and one.starts_at <= at < (one.ends_at or at)]
            assert [one.share for one in there] == ([worst] if worst else [])


def test_pairs_closed_together_are_told_on_either_side() -> None:
    """The agreement is written once; both are warned, a third is not, and touching ends do not meet."""
    mine, theirs = a_closure(), a_closure(OTHER, 9, 12)
    others = [theirs, a_closure(THIRD, 0, 10), a_closure(OTHER, 10, 12)]
    assert overlapping(mine, others, {ONE: OTHER}) == [theirs]
    assert overlapping(mine, others, {OTHER: ONE}) == [theirs]
    assert overlapping(mine, others, {}) == []


def test_what_can_not_be_is_refused() -> None:
    """It ends before it starts; more absent than there are."""
    check(a_closure(away=2), 2)
    for wrong in (a_closure(start=3, end=3), a_closure(away=3)):
        with pytest.raises(InvalidInput):
            check(wrong, 2)
