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
        assert login_attempts.of_account(conn, "a", before) == [(THURSDAY, "x"), (THURSDAY + MINUTE, "y")]
        assert login_attempts.of_account(conn, "a", THURSDAY) == [(THURSDAY + MINUTE, "y")]
        assert login_attempts.of_client(conn, "x", before) == [THURSDAY, THURSDAY + 2 * MINUTE]
        login_attempts.take_back(conn, last)
        assert login_attempts.of_client(conn, "x", before) == [THURSDAY]


def test_forgetting_is_for_one_client_on_one_account_or_by_age(store: Store) -> None:
    """The others count on."""
    with store.transaction() as conn:
        for minute, account, client in ((0, "a", "x"), (1, "a", "y"), (2, "b", "x")):
            login_attempts.add(conn, account, client, THURSDAY + MINUTE * minute)
        login_attempts.forget(conn, "a", "x")
        assert login_attempts.of_account(conn, "a", THURSDAY - MINUTE) == [(THURSDAY + MINUTE, "y")]
        assert login_attempts.forget_before(conn, THURSDAY + 2 * MINUTE) == 1
        assert login_attempts.of_client(conn, "x", THURSDAY) == [THURSDAY + 2 * MINUTE]


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
