"""Tests of app/store/one_time_links.py: a link opens until it is used, out of date, or its account's are forgotten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.account import Account, AccountId
from app.store import one_time_links
from app.store.database import Store
from app.store.one_time_links import LinkPurpose, OneTimeLink
from tests.builders import THURSDAY, a_store
from tests.services.an_account import an_account


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "data")


@pytest.fixture
def ada(store: Store) -> Account:
    return an_account(store, password="")


def a_link(token_hash: str, account_id: AccountId | None, hours: int = 1) -> OneTimeLink:
    purpose = LinkPurpose.RECOVERY if account_id else LinkPurpose.FIRST
    return OneTimeLink(
        token_hash=token_hash, purpose=purpose, account_id=account_id, created_at=THURSDAY,
        expires_at=THURSDAY + timedelta(hours=hours),
    )  # fmt: skip


def test_a_link_comes_back_as_it_was_written(store: Store, ada: Account) -> None:
    """Every column; an unknown one is None."""
    with store.transaction() as conn:
        for link in (a_link("one", ada.id), a_link("two", None)):
            one_time_links.add(conn, link)
            assert one_time_links.find(conn, link.token_hash) == link
        assert one_time_links.find(conn, "three") is None


def test_a_link_is_used_once(store: Store, ada: Account) -> None:
    """The first use is the one that counts, and nothing opens afterwards."""
    with store.transaction() as conn:
        one_time_links.add(conn, a_link("one", ada.id))
        for minute in (1, 2):
            one_time_links.use(conn, "one", THURSDAY + timedelta(minutes=minute))
        held = one_time_links.find(conn, "one")
    assert held is not None
    assert held.used_at == THURSDAY + timedelta(minutes=1)
    assert not held.opens(THURSDAY)


def test_waiting_links_are_those_that_open(store: Store, ada: Account) -> None:
    """The next to end first; used and out of date are no longer there."""
    with store.transaction() as conn:
        for name, hours in (("late", 3), ("soon", 2), ("gone", 1), ("used", 4)):
            one_time_links.add(conn, a_link(name, ada.id, hours))
        one_time_links.use(conn, "used", THURSDAY)
        found = one_time_links.waiting(conn, THURSDAY + timedelta(hours=1))
    assert [one.token_hash for one in found] == ["soon", "late"]


def test_forgetting_spares_others_and_what_was_used(store: Store, ada: Account) -> None:
    """An account's own, or those of a first set-up; used ones stay as a trace."""
    zoe = an_account(store, "zoe", password="")
    with store.transaction() as conn:
        for name, account_id in (("ada", ada.id), ("used", ada.id), ("zoe", zoe.id), ("first", None)):
            one_time_links.add(conn, a_link(name, account_id))
        one_time_links.use(conn, "used", THURSDAY)
        one_time_links.forget_unused(conn, ada.id)
        assert [bool(one_time_links.find(conn, name)) for name in ("ada", "used", "zoe", "first")] == [False, True, True, True]  # fmt: skip
        one_time_links.forget_unused(conn, None)
        assert [bool(one_time_links.find(conn, name)) for name in ("used", "zoe", "first")] == [True, True, False]
