"""What is kept of calendars, how much, and when it was last changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from app.web.kept_calendars import Asked, Body, KeptCalendars, moved_on

NOW = datetime(2026, 11, 26, 16, 5, 0, 250, tzinfo=UTC)
STAMP = (1, date(2026, 11, 26))


def asked(token: str) -> Asked:
    return Asked(token, "", (), "fr")


def body(plain: bytes = b"x", at: datetime = NOW) -> Body:
    return Body(plain, plain, at)


def test_a_body_is_fresh_while_nothing_happened() -> None:
    """Another state of the database, or another day, and it is only the last good one."""
    kept = KeptCalendars()
    kept.keep(asked("a"), body(), STAMP)
    assert kept.fresh(asked("a"), STAMP) == body()
    assert kept.fresh(asked("a"), (2, STAMP[1])) is None
    assert kept.fresh(asked("a"), (1, STAMP[1] + timedelta(days=1))) is None
    assert kept.last_good(asked("a")) == body()


def test_memory_is_bounded_by_number_and_by_weight() -> None:
    """The least recently served go first; one heavy calendar may stay alone."""
    kept = KeptCalendars(max_entries=2, max_bytes=100)
    for token in ("a", "b"):
        kept.keep(asked(token), body(), STAMP)
    kept.fresh(asked("a"), STAMP)
    kept.keep(asked("c"), body(), STAMP)
    assert [kept.last_good(asked(token)) is not None for token in "abc"] == [True, False, True]
    kept.keep(asked("d"), body(b"x" * 90), STAMP)
    assert len(kept) == 1
    kept.forget(asked("d"))
    kept.keep(asked("e"), body(), STAMP)
    kept.keep(asked("f"), body(), STAMP)
    assert len(kept) == 2


def test_the_date_of_a_body_only_moves_forward() -> None:
    """Same bytes, same date; other bytes, a later date, even when the clock went back."""
    first = moved_on(None, b"a", NOW)
    assert first == NOW.replace(microsecond=0)
    assert moved_on(body(b"a", first), b"a", NOW + timedelta(hours=1)) == first
    assert moved_on(body(b"a", first), b"b", NOW + timedelta(hours=1)) == first + timedelta(hours=1)
    assert moved_on(body(b"a", first), b"b", NOW - timedelta(hours=1)) == first + timedelta(seconds=1)
