"""Accounts for tests: someone who may sign in, with a password whose hash costs nothing."""

from __future__ import annotations

from datetime import datetime

import pyotp
import pytest
from argon2 import PasswordHasher

from app.access import passwords, second_factor
from app.access.account import Account, AccountId
from app.access.actor import Role
from app.core.ids import PersonId, new_id
from app.services.accounts.sign_in_trials import KEY
from app.store import accounts, second_factors
from app.store.database import Store

PASSWORD = "phare colline brume 7"
DEVICE = "Firefox, Android"
CLIENT = "192.0.2.7"
LIGHT = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def use_light_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2id with the smallest parameters there are: what is tested is elsewhere."""
    monkeypatch.setattr(passwords, "HASHER", LIGHT)


def an_account(
    store: Store,
    login: str = "ada",
    role: Role = Role.COORDINATION,
    *,
    name: str = "Ada Fictif",
    password: str = PASSWORD,
    person_id: PersonId | None = None,
    email: str = "",
) -> Account:
    """An account, with a password unless it is empty."""
    account = Account(
        id=AccountId(new_id()), login=login, name=name, role=role, created_at=store.now(), person_id=person_id, email=email
    )  # fmt: skip
    with store.transaction() as conn:
        accounts.add(conn, account)
        if password:
            accounts.set_password_hash(conn, account.id, passwords.hashed(password), store.now())
    return read(store, account)


def with_code(store: Store, account: Account) -> pyotp.TOTP:
    """The account asks for a code from now on; what its telephone shows."""
    secret = second_factor.new_secret()
    sealed = second_factor.sealed_secret(store.folder.key(KEY), account.id, secret)
    with store.transaction() as conn:
        second_factors.put(conn, account.id, sealed, store.now(), 0)
    return pyotp.TOTP(secret)


def shown(telephone: pyotp.TOTP, at: datetime) -> str:
    """The six figures on the telephone at an instant."""
    return telephone.at(at)


def read(store: Store, account: Account) -> Account:
    """The account as it stands now."""
    with store.reading() as conn:
        found = accounts.find(conn, account.id)
    assert found is not None
    return found
