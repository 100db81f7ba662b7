"""Letters that carry a link to a new password. The link is made when one leaves; here is only the id it is made from.

They stand apart from the messages to volunteers, which coordinators read and pass on by hand, links included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.account import AccountId
from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLetter:
    """One letter to one account. Instants are UTC; ``state``: queued, sending, sent, failed."""

    id: str
    account_id: AccountId
    language: str
    created_at: datetime
    next_at: datetime
    useless_after: datetime
    attempts: int = 0
    state: str = "queued"
    error: str = ""


def add(conn: Connection, letter: AccountLetter) -> None:
    """Queue a letter."""
    conn.execute(
        "INSERT INTO account_letter (id, account_id, language, created_at, next_at, useless_after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            letter.id,
            letter.account_id,
            letter.language,
            instant_text(letter.created_at),
            instant_text(letter.next_at),
            instant_text(letter.useless_after),
        ),
    )


def waiting(conn: Connection) -> list[AccountLetter]:
    """Letters that have not left, those being sent included, in order of their hour."""
    rows = conn.execute("SELECT * FROM account_letter WHERE state IN ('queued', 'sending') ORDER BY next_at, id")
    return [_letter(row) for row in rows]


def of_account(conn: Connection, account_id: AccountId, since: datetime) -> list[AccountLetter]:
    """Letters asked for by an account after ``since``, newest first."""
    rows = conn.execute(
        "SELECT * FROM account_letter WHERE account_id = ? AND created_at > ? ORDER BY created_at DESC, id DESC",
        (account_id, instant_text(since)),
    )
    return [_letter(row) for row in rows]


def update(conn: Connection, letter: AccountLetter) -> None:
    """Write what became of a letter."""
    conn.execute(
        "UPDATE account_letter SET next_at = ?, attempts = ?, state = ?, error = ? WHERE id = ?",
        (instant_text(letter.next_at), letter.attempts, letter.state, letter.error, letter.id),
    )


def _letter(row: sqlite3.Row) -> AccountLetter:
    return AccountLetter(
        id=row["id"],
        account_id=AccountId(row["account_id"]),
        language=row["language"],
        created_at=instant_of(row["created_at"]),
        next_at=instant_of(row["next_at"]),
        useless_after=instant_of(row["useless_after"]),
        attempts=row["attempts"],
        state=row["state"],
        error=row["error"],
    )
