"""Logins: one row a browser signed in. The token itself is only in its cookie; here is its SHA-256."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.account import AccountId, Login, LoginId
from app.core.clock import instant_of, instant_text
from app.core.ids import new_id

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


def add(
    conn: Connection,
    account_id: AccountId,
    token_hash: str,
    *,
    at: datetime,
    expires_at: datetime,
    how: str,
    device: str = "",
    proof: str = "",
) -> LoginId:
    """Write a login. ``proof``: what ends it elsewhere, such as a provider's id token; never shown."""
    login_id = LoginId(new_id())
    conn.execute(
        "INSERT INTO login (id, account_id, token_hash, opened_at, seen_at, expires_at, how, device, proof)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (login_id, account_id, token_hash, instant_text(at), instant_text(at), instant_text(expires_at), how, device, proof),
    )  # fmt: skip
    return login_id


def by_token(conn: Connection, token_hash: str) -> Login | None:
    """The login that holds the token of this hash, ended ones included; None for an unknown one."""
    row = conn.execute("SELECT * FROM login WHERE token_hash = ?", (token_hash,)).fetchone()
    return _login(row) if row else None


def of_account(conn: Connection, account_id: AccountId) -> list[Login]:
    """Every login of an account, newest first."""
    rows = conn.execute("SELECT * FROM login WHERE account_id = ? ORDER BY opened_at DESC, id DESC", (account_id,))
    return [_login(row) for row in rows]


def see(conn: Connection, login_id: LoginId, at: datetime) -> None:
    """Remember that the login was used."""
    conn.execute("UPDATE login SET seen_at = ? WHERE id = ?", (instant_text(at), login_id))


def end(conn: Connection, login_id: LoginId, at: datetime) -> None:
    """The login opens nothing from now on."""
    conn.execute(
        "UPDATE login SET ended_at = ?, proof = '' WHERE id = ? AND ended_at IS NULL", (instant_text(at), login_id)
    )


def end_every(conn: Connection, account_id: AccountId, at: datetime, *, but: LoginId | None = None) -> int:
    """End every login of an account, save one; how many were ended."""
    return conn.execute(
        "UPDATE login SET ended_at = ?, proof = '' WHERE account_id = ? AND ended_at IS NULL AND id <> ?",
        (instant_text(at), account_id, but or ""),
    ).rowcount


def _login(row: sqlite3.Row) -> Login:
    return Login(
        id=LoginId(row["id"]),
        account_id=AccountId(row["account_id"]),
        opened_at=instant_of(row["opened_at"]),
        seen_at=instant_of(row["seen_at"]),
        expires_at=instant_of(row["expires_at"]),
        how=row["how"],
        device=row["device"],
        ended_at=instant_of(row["ended_at"]) if row["ended_at"] else None,
    )
