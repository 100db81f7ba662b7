"""Tests of app/activity/statements.py: nothing is stated twice, nothing known too late is lost."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.activity.statements import Due, Frozen, LineKind, StatementLine, statement_lines

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
DAY, LATER = date(2026, 11, 9), date(2026, 12, 7)


def test_what_is_due_in_the_period_is_stated_once() -> None:
    """A first statement holds its own days; once frozen they don't come back on the next one."""
    due = [Due("s1", DAY, 22000), Due("s2", LATER, 11000)]
    first = statement_lines(due, [], *NOVEMBER)
    assert first == (StatementLine("s1", DAY, LineKind.DUE, 22000),)
    frozen = [Frozen("s1", DAY, 22000)]
    assert statement_lines(due, frozen, *DECEMBER, NOVEMBER[1]) == (StatementLine("s2", LATER, LineKind.DUE, 11000),)


def test_a_correction_is_the_difference_with_what_was_frozen() -> None:
    """220 € frozen, 110 € owed after all: the next statement takes 110 € off; someone absent after all gives all back."""
    frozen = [Frozen("s1", DAY, 22000)]
    lowered = statement_lines([Due("s1", DAY, 11000)], frozen, *DECEMBER, NOVEMBER[1])
    assert lowered == (StatementLine("s1", DAY, LineKind.CORRECTION, -11000),)
    assert sum(line.cents or 0 for line in statement_lines([], frozen, *DECEMBER, NOVEMBER[1])) == -22000


def test_an_amount_unknown_when_frozen_is_stated_once_known() -> None:
    """« tarif à saisir » counted for nothing; typed since, it comes whole; still unknown, it says nothing."""
    frozen = [Frozen("s1", DAY, None)]
    assert statement_lines([Due("s1", DAY, None)], frozen, *DECEMBER, NOVEMBER[1]) == ()
    assert (
        sum(line.cents or 0 for line in statement_lines([Due("s1", DAY, 28000)], frozen, *DECEMBER, NOVEMBER[1]))
        == 28000
    )


def test_a_session_closed_too_late_is_not_lost() -> None:
    """A day of November found in December, November being settled: it comes as a forgotten line."""
    late = statement_lines([Due("s1", DAY, 22000)], [Frozen("s0", DAY, 1)], *DECEMBER, NOVEMBER[1])
    assert [line.kind for line in late if line.ref == "s1"] == [LineKind.LATE]
    assert statement_lines([Due("s1", DAY, 22000)], [], *DECEMBER) == ()


@given(st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=1, max_size=6))
def test_statements_always_add_up_to_what_is_owed(states: list[list[int]]) -> None:
    """However often three sessions are corrected between settlements, the statements sum to what is owed at the end."""
    frozen: list[Frozen] = []
    for month, cents in enumerate(states, start=1):
        due = [Due(f"s{rank}", date(2026, 1, 5 + rank), one) for rank, one in enumerate(cents)]
        first = date(2026, month, 1)
        lines = statement_lines(due, frozen, first, date(2026, month, 28), date(2026, 1, 28) if frozen else None)
        frozen += [Frozen(line.ref, line.day, line.cents) for line in lines]
    assert sum(line.cents or 0 for line in frozen) == sum(states[-1])
