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


MOST_OF_ACCOUNT, MOST = 5_000, 100_000
"""Tries kept of one account, and of all: whoever tries without end fills no disk."""


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


def of_account(conn: Connection, account_key: str, since: datetime, most: int) -> tuple[datetime, ...]:
    """When an account was tried after ``since``, by whomever: the newest ``most``, oldest of them first."""
    return _newest(conn, "account_key = ?", (account_key,), since, most)


def of_client(conn: Connection, client_key: str, since: datetime, most: int) -> tuple[datetime, ...]:
    """When a client tried any account after ``since``: the newest ``most``, oldest of them first."""
    return _newest(conn, "client_key = ?", (client_key,), since, most)


def of_both(conn: Connection, account_key: str, client_key: str, since: datetime, most: int) -> tuple[datetime, ...]:
    """When this client tried this account after ``since``: the newest ``most``, oldest of them first."""
    return _newest(conn, "account_key = ? AND client_key = ?", (account_key, client_key), since, most)


def first_of_both(conn: Connection, account_key: str, client_key: str, since: datetime) -> datetime | None:
    """When this client first tried this account after ``since``; None: never."""
    row = conn.execute(
        "SELECT min(at) AS first FROM login_attempt WHERE account_key = ? AND client_key = ? AND at > ?",
        (account_key, client_key, instant_text(since)),
    ).fetchone()
    return instant_of(row["first"]) if row["first"] else None


def keep_newest(conn: Connection, account_key: str, most: int = MOST_OF_ACCOUNT, of_all: int = MOST) -> int:
    """Erase the oldest tries of an account beyond ``most``, and of everyone beyond ``of_all``; how many."""
    oldest_kept = "SELECT id FROM login_attempt WHERE account_key = ? ORDER BY at DESC, id DESC LIMIT 1 OFFSET ?"
    of_account = conn.execute(
        f"DELETE FROM login_attempt WHERE account_key = ? AND id < ({oldest_kept})",
        (account_key, account_key, most - 1),
    )
    of_everyone = conn.execute(
        "DELETE FROM login_attempt WHERE id <= (SELECT max(id) FROM login_attempt) - ?", (of_all,)
    )
    return of_account.rowcount + of_everyone.rowcount


def _newest(conn: Connection, where: str, keys: tuple[str, ...], since: datetime, most: int) -> tuple[datetime, ...]:
    rows = conn.execute(
        f"SELECT at FROM login_attempt WHERE {where} AND at > ? ORDER BY at DESC, id DESC LIMIT ?",
        (*keys, instant_text(since), most),
    ).fetchall()
    return tuple(instant_of(row["at"]) for row in reversed(rows))


def forget(conn: Connection, account_key: str, client_key: str) -> None:
    """What one client tried on one account counts no more."""
    conn.execute("DELETE FROM login_attempt WHERE account_key = ? AND client_key = ?", (account_key, client_key))


def forget_before(conn: Connection, at: datetime) -> int:
    """Erase tries older than ``at``; how many. Looks no further than the first one to keep: they are written in order."""
    first_kept = "SELECT id FROM login_attempt WHERE at >= ? ORDER BY id LIMIT 1"
    return conn.execute(
        f"DELETE FROM login_attempt WHERE id < coalesce(({first_kept}), 9223372036854775807)", (instant_text(at),)
    ).rowcount


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
