"""Tries at signing in that failed, and clients that once signed in well. Accounts and clients are keyed hashes: what was
typed, perhaps a password in the wrong field, is written nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.account import AccountId
    from app.store.database import Connection


def add(conn: Connection, account_key: str, client_key: str, at: datetime) -> int:
    """Write one try; returns its number."""
    added = conn.execute(
        "INSERT INTO login_attempt (account_key, client_key, at) VALUES (?, ?, ?)",
        (account_key, client_key, instant_text(at)),
    )
    return int(added.lastrowid or 0)


def take_back(conn: Connection, attempt: int) -> None:
    """One try did not fail after all."""
    conn.execute("DELETE FROM login_attempt WHERE id = ?", (attempt,))


def of_account(conn: Connection, account_key: str, since: datetime) -> list[tuple[datetime, str]]:
    """When and from which client an account was tried after ``since``, oldest first."""
    rows = conn.execute(
        "SELECT at, client_key FROM login_attempt WHERE account_key = ? AND at > ? ORDER BY at, id",
        (account_key, instant_text(since)),
    )
    return [(instant_of(row["at"]), row["client_key"]) for row in rows]


def of_client(conn: Connection, client_key: str, since: datetime) -> list[datetime]:
    """When a client tried any account after ``since``, oldest first."""
    rows = conn.execute(
        "SELECT at FROM login_attempt WHERE client_key = ? AND at > ? ORDER BY at, id",
        (client_key, instant_text(since)),
    )
    return [instant_of(row["at"]) for row in rows]


def forget(conn: Connection, account_key: str, client_key: str) -> None:
    """What one client tried on one account counts no more."""
    conn.execute("DELETE FROM login_attempt WHERE account_key = ? AND client_key = ?", (account_key, client_key))


def forget_before(conn: Connection, at: datetime) -> int:
    """Erase tries older than ``at``; how many."""
    return conn.execute("DELETE FROM login_attempt WHERE at < ?", (instant_text(at),)).rowcount


def know(conn: Connection, account_id: AccountId, client_key: str, at: datetime) -> None:
    """The client has signed in well to this account."""
    conn.execute(
        "INSERT INTO known_client (account_id, client_key, last_at) VALUES (?, ?, ?)"
        " ON CONFLICT (account_id, client_key) DO UPDATE SET last_at = excluded.last_at",
        (account_id, client_key, instant_text(at)),
    )


def is_known(conn: Connection, account_id: AccountId, client_key: str, since: datetime) -> bool:
    """Whether the client signed in well to this account after ``since``."""
    row = conn.execute(
        "SELECT 1 FROM known_client WHERE account_id = ? AND client_key = ? AND last_at > ?",
        (account_id, client_key, instant_text(since)),
    ).fetchone()
    return row is not None


def forget_clients(conn: Connection, before: datetime) -> int:
    """Erase clients that have not signed in since ``before``; how many."""
    return conn.execute("DELETE FROM known_client WHERE last_at < ?", (instant_text(before),)).rowcount
