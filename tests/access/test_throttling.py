"""Tests of app/access/throttling.py: waits grow, have an end, and never fall on someone who did nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.throttling import (
    CODE_PER_ACCOUNT,
    FROM_ONE_CLIENT,
    PER_ACCOUNT,
    PER_CLIENT,
    Tries,
    Verdict,
    begins,
    client_of,
    judge,
    judge_code,
)
from tests.builders import THURSDAY

SECOND = timedelta(seconds=1)


def failures(count: int, last: timedelta = timedelta(0)) -> tuple[datetime, ...]:
    return tuple(THURSDAY - last - SECOND * back for back in reversed(range(count)))


def test_waits_grow_and_end() -> None:
    """Five failures are free; then 5 s, doubled each time, never more than a quarter of an hour."""
    waits = [PER_CLIENT.after(n).total_seconds() for n in (0, 4, 5, 6, 7, 11, 12, 13, 100, 10_000)]
    assert waits == [0, 0, 5, 10, 20, 320, 640, 900, 900, 900]


def test_a_wait_is_over_when_its_time_has_passed() -> None:
    """Just before, one second is left; just after, the password is tried."""
    own = failures(6)
    assert judge(Tries(own=own), THURSDAY + 9 * SECOND) == Verdict(SECOND)
    assert judge(Tries(own=own), THURSDAY + 10 * SECOND).passes


def test_a_known_client_is_not_slowed_by_strangers() -> None:
    """A thousand failures from elsewhere cost it nothing; its own do."""
    crowd = failures(1_000)
    assert judge(Tries(everyones=crowd, elsewhere=crowd, is_known=True), THURSDAY).passes
    assert not judge(Tries(own=crowd, everyones=crowd, is_known=True), THURSDAY).passes


def test_a_newcomer_waits_once_whatever_the_attacker_does() -> None:
    """Under attack it queues, then passes two minutes later at most, though failures have gone on all the while."""
    first = judge(Tries(everyones=failures(500)), THURSDAY)
    assert first == Verdict(PER_ACCOUNT.longest, queues=True)
    later = THURSDAY + PER_ACCOUNT.longest
    still = tuple(later - SECOND * back for back in range(500))
    assert judge(Tries(everyones=still, waiting_since=THURSDAY), later).passes
    assert not judge(Tries(everyones=still, waiting_since=THURSDAY), later - SECOND).passes


def test_one_client_that_tries_many_accounts_is_slowed_on_all() -> None:
    """Forty failures in an hour, wherever they fell; a practice behind one address stays below."""
    assert judge(Tries(elsewhere=failures(FROM_ONE_CLIENT.free - 1)), THURSDAY).passes
    assert not judge(Tries(elsewhere=failures(FROM_ONE_CLIENT.free)), THURSDAY).passes


def test_failures_are_forgotten() -> None:
    """A day later for one's own, an hour later for the crowd's."""
    assert judge(Tries(own=failures(50, timedelta(hours=24))), THURSDAY).passes
    assert judge(Tries(everyones=failures(50, timedelta(hours=1))), THURSDAY).passes


def test_codes_wait_sooner_and_together() -> None:
    """Four wrong codes are free, then half a minute; strangers wait together, a known client only for itself."""
    assert judge_code(Tries(own=failures(3)), THURSDAY).passes
    assert judge_code(Tries(own=failures(4)), THURSDAY) == Verdict(timedelta(seconds=30))
    crowd = failures(CODE_PER_ACCOUNT.free)
    assert not judge_code(Tries(everyones=crowd), THURSDAY).passes
    assert judge_code(Tries(everyones=crowd, is_known=True), THURSDAY).passes


@given(st.integers(0, 300), st.integers(0, 300), st.integers(-10_000, 10_000), st.booleans())
def test_nobody_is_ever_locked_out(own: int, crowd: int, clock: int, is_known: bool) -> None:
    """Whatever happened, and even when the clock went back, a quarter of an hour is the most one is asked to wait."""
    tries = Tries(own=failures(own), everyones=failures(own + crowd), is_known=is_known, waiting_since=THURSDAY)
    now = THURSDAY + SECOND * clock
    assert timedelta(0) <= judge(tries, now).wait <= PER_CLIENT.longest
    assert timedelta(0) <= judge_code(tries, now).wait <= PER_CLIENT.longest


def test_the_beginning_of_an_attack_is_told_once() -> None:
    """At the fifth failure of one client, and at the twentieth of all; not before, not after."""
    assert [n for n in range(10) if begins(Tries(own=failures(n)), THURSDAY)] == [PER_CLIENT.free]
    assert [n for n in range(40) if begins(Tries(everyones=failures(n)), THURSDAY)] == [PER_ACCOUNT.free]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1%eth0", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::1", "::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_or_a_site(address: str, client: str) -> None:
    """One IPv6 site holds more addresses than anyone could try from: its /64 is one client."""
    assert client_of(address) == client
