"""Which account a provider's subject signs in to."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.store import accounts, identities, logins
from tests.builders import THURSDAY, a_store


def test_a_subject_is_linked_to_one_account_of_the_folder(tmp_path: Path) -> None:
    """By issuer and subject together; a proof is only a provider's login's, until it ends."""
    store, account = a_store(tmp_path), AccountId("a")
    with store.transaction() as conn:
        accounts.add(conn, Account(id=account, login="zoe", name="Zoé", role=Role.PROFESSIONAL, created_at=THURSDAY))
        identities.link(conn, "https://a", "zoe", account, THURSDAY)
        assert identities.find(conn, "https://a", "zoe") == account
        assert identities.find(conn, "https://b", "zoe") is None
        by_provider, by_password = (
            logins.add(conn, account, how, at=THURSDAY, expires_at=THURSDAY, how=how, proof="jeton")
            for how in ("provider", "password")
        )
        assert (identities.proof_of(conn, by_provider), identities.proof_of(conn, by_password)) == ("jeton", "")
        logins.end(conn, by_provider, THURSDAY)
        assert identities.proof_of(conn, by_provider) == ""
        with pytest.raises(sqlite3.IntegrityError):
            identities.link(conn, "https://a", "zoe", account, THURSDAY)
