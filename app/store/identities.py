"""Identities: which account someone signs in to when a provider says who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.account import AccountId
from app.core.clock import instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.account import LoginId
    from app.store.database import Connection


def find(conn: Connection, issuer: str, subject: str) -> AccountId | None:
    """The account linked to what the provider calls ``subject``, or None."""
    row = conn.execute("SELECT account_id FROM identity WHERE issuer = ? AND subject = ?", (issuer, subject)).fetchone()
    return AccountId(row["account_id"]) if row else None


def link(conn: Connection, issuer: str, subject: str, account_id: AccountId, at: datetime) -> None:
    """From now on this subject signs in to this account."""
    conn.execute(
        "INSERT INTO identity (issuer, subject, account_id, linked_at) VALUES (?, ?, ?, ?)",
        (issuer, subject, account_id, instant_text(at)),
    )


def proof_of(conn: Connection, login_id: LoginId) -> str:
    """The id token that a login was opened with, to sign out at the provider too; empty for any other login."""
    row = conn.execute("SELECT proof FROM login WHERE id = ? AND how = 'provider'", (login_id,)).fetchone()
    return str(row["proof"]) if row else ""
