"""Who is behind a cookie: looked up each time, until it is ended, idle, out of date, or its account closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from app.access.account import Account
from app.access.actor import Role
from app.core.errors import NotAllowed
from app.services.accounts.who_acts import accounts_exist, end_login, open_login, who_acts
from app.store import accounts, community, journal, logins
from app.store.database import Store, open_store
from app.store.faults import Fault, StorageFault
from tests.builders import MovingClock
from tests.services.an_account import an_account, read


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path / "data", clock)


@pytest.fixture
def ada(store: Store) -> Account:
    return an_account(store, password="")


def opened(store: Store, account: Account, how: str = "password") -> str:
    with store.transaction() as conn:
        return open_login(conn, account.id, store.now(), how=how, device="Firefox, Android", proof="proof")


def test_a_token_is_its_accounts_alone(store: Store, ada: Account) -> None:
    """Anything else is nobody."""
    token = opened(store, ada)
    found = who_acts(store, token)
    assert found is not None
    assert (found.account, found.actor.id, found.needs_code) == (ada, ada.id, False)
    assert [who_acts(store, typed) for typed in ("", "x", token[:-1], token + "A", "\ud800", "é")] == [None] * 6


def test_a_login_left_alone_ends(store: Store, ada: Account, clock: MovingClock) -> None:
    """Used within eight hours it goes on, until the seventh day whatever happens."""
    token, hours = opened(store, ada), 0
    while who_acts(store, token) is not None:
        clock.forward(hours=7, minutes=59)
        hours += 8
    assert 7 * 24 <= hours <= 7 * 24 + 8
    token = opened(store, ada)
    clock.forward(hours=8)
    assert who_acts(store, token) is None


def test_the_rules_hold_for_logins_already_open(store: Store, ada: Account, clock: MovingClock) -> None:
    """Shortened by the administration, at the next look-up."""
    token = opened(store, ada)
    clock.forward(hours=2)
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), login_idle_hours=2))
    assert who_acts(store, token) is None


def test_a_use_is_written_once_a_minute(store: Store, ada: Account, clock: MovingClock) -> None:
    """Every rerun looks it up; few of them write."""
    token = opened(store, ada)
    seen = []
    for _second in range(121):
        found = who_acts(store, token)
        assert found is not None
        seen.append(found.login.seen_at)
        clock.forward(seconds=1)
    assert len(set(seen)) == 2


def test_a_disk_that_takes_nothing_signs_nobody_out(store: Store, ada: Account, clock: MovingClock) -> None:
    """Reading goes on: only the time of the last use is not written."""
    token = opened(store, ada)
    clock.at += timedelta(minutes=5)
    with patch.object(logins, "see", side_effect=StorageFault(Fault.FULL, Path("data"))) as seen:
        assert who_acts(store, token) is not None
    assert seen.called


def test_signing_out_is_told_once(store: Store, ada: Account) -> None:
    """The provider's proof goes with it; twice, or unknown, is harmless."""
    token = opened(store, ada)
    for typed in (token, token, "x"):
        end_login(store, typed)
    assert who_acts(store, token) is None
    with store.reading() as conn:
        assert [one.type for one in journal.recent(conn)] == ["login.ended", "login.opened"]
        assert conn.execute("SELECT proof FROM login").fetchone()[0] == ""


def test_a_closed_account_opens_nothing(store: Store, ada: Account) -> None:
    """Neither a login it had, nor a new one; with no other account, the machine is asked again who is there."""
    token = opened(store, ada)
    assert accounts_exist(store)
    with store.transaction() as conn:
        accounts.change(conn, replace(ada, disabled_at=store.now()))
    assert who_acts(store, token) is None
    assert not accounts_exist(store)
    with pytest.raises(NotAllowed, match="fermé"):
        opened(store, ada)


def test_a_provider_stands_for_the_code(store: Store) -> None:
    """Where administrators must give a code, whoever comes by a provider administers; by password they only read."""
    boss = an_account(store, "boss", Role.ADMINISTRATION, password="")
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), administration_totp=True))
    roles = {how: who_acts(store, opened(store, boss, how)) for how in ("provider", "password", "link")}
    assert {how: found.actor.role for how, found in roles.items() if found} == {
        "provider": Role.ADMINISTRATION, "password": Role.READING, "link": Role.READING,
    }  # fmt: skip
    assert read(store, boss) == boss
