"""Tests of app/store/login_attempts.py: tries by account and by client, and clients that are known for a time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.store import login_attempts
from app.store.database import Store
from tests.builders import THURSDAY, a_store
from tests.services.an_account import an_account

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "data")


def test_tries_are_found_by_account_and_by_client(store: Store) -> None:
    """Oldest first, since an instant; one taken back is gone."""
    with store.transaction() as conn:
        for minute, account, client in ((0, "a", "x"), (1, "a", "y"), (2, "b", "x")):
            last = login_attempts.add(conn, account, client, THURSDAY + MINUTE * minute)
        before = THURSDAY - MINUTE
        assert login_attempts.of_account(conn, "a", before, 9) == (THURSDAY, THURSDAY + MINUTE)
        assert login_attempts.of_account(conn, "a", THURSDAY, 9) == (THURSDAY + MINUTE,)
        assert login_attempts.of_client(conn, "x", before, 9) == (THURSDAY, THURSDAY + 2 * MINUTE)
        assert login_attempts.of_both(conn, "a", "y", before, 9) == (THURSDAY + MINUTE,)
        assert [login_attempts.first_of_both(conn, "a", one, before) for one in "xyz"] == [THURSDAY, THURSDAY + MINUTE, None]  # fmt: skip
        login_attempts.take_back(conn, last)
        assert login_attempts.of_client(conn, "x", before, 9) == (THURSDAY,)


def test_no_more_than_asked_is_read(store: Store) -> None:
    """The newest ones."""
    with store.transaction() as conn:
        for minute in range(9):
            login_attempts.add(conn, "a", "x", THURSDAY + MINUTE * minute)
        newest = (THURSDAY + 7 * MINUTE, THURSDAY + 8 * MINUTE)
        before = THURSDAY - MINUTE
        assert login_attempts.of_account(conn, "a", before, 2) == newest
        assert login_attempts.of_client(conn, "x", before, 2) == newest
        assert login_attempts.of_both(conn, "a", "x", before, 2) == newest


def test_the_oldest_tries_beyond_a_number_are_erased(store: Store) -> None:
    """Of that account alone; then of everyone, when there are too many of all."""
    before = THURSDAY - MINUTE
    with store.transaction() as conn:
        for minute in range(6):
            for account in "ab":
                login_attempts.add(conn, account, "x", THURSDAY + MINUTE * minute)
        assert login_attempts.keep_newest(conn, "a", 2) == 4
        assert login_attempts.keep_newest(conn, "a", 2) == 0
        assert login_attempts.of_account(conn, "a", before, 9) == (THURSDAY + 4 * MINUTE, THURSDAY + 5 * MINUTE)
        assert len(login_attempts.of_account(conn, "b", before, 9)) == 6
        assert login_attempts.keep_newest(conn, "b", 9, 3) == 5
        kept = [login_attempts.of_account(conn, one, before, 9) for one in "ab"]
    assert kept == [(THURSDAY + 5 * MINUTE,), (THURSDAY + 4 * MINUTE, THURSDAY + 5 * MINUTE)]


def test_forgetting_is_for_one_client_on_one_account_or_by_age(store: Store) -> None:
    """The others count on."""
    with store.transaction() as conn:
        for minute, account, client in ((0, "a", "x"), (1, "a", "y"), (2, "b", "x")):
            login_attempts.add(conn, account, client, THURSDAY + MINUTE * minute)
        login_attempts.forget(conn, "a", "x")
        assert login_attempts.of_account(conn, "a", THURSDAY - MINUTE, 9) == (THURSDAY + MINUTE,)
        assert login_attempts.forget_before(conn, THURSDAY + 2 * MINUTE) == 1
        assert login_attempts.of_client(conn, "x", THURSDAY, 9) == (THURSDAY + 2 * MINUTE,)
        assert login_attempts.forget_before(conn, THURSDAY + 3 * MINUTE) == 1


def test_a_client_is_known_to_one_account_for_a_time(store: Store) -> None:
    """Since its last good sign-in; another account does not know it."""
    ada, zoe = an_account(store, password=""), an_account(store, "zoe", password="")
    with store.transaction() as conn:
        for minute in (0, 5):
            login_attempts.know(conn, ada.id, "x", THURSDAY + MINUTE * minute)
        assert login_attempts.is_known(conn, ada.id, "x", THURSDAY)
        assert not login_attempts.is_known(conn, ada.id, "x", THURSDAY + 5 * MINUTE)
        assert not login_attempts.is_known(conn, ada.id, "y", THURSDAY - MINUTE)
        assert not login_attempts.is_known(conn, zoe.id, "x", THURSDAY - MINUTE)
        assert login_attempts.forget_clients(conn, THURSDAY + 6 * MINUTE) == 1
        assert not login_attempts.is_known(conn, ada.id, "x", THURSDAY - MINUTE)
