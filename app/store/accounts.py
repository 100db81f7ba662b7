"""Accounts: rows ↔ values. What a password becomes is stored here and read by nobody but the service that checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


def exist(conn: Connection) -> bool:
    """Whether one account at least may sign in: from then on, screens ask who is there."""
    return conn.execute("SELECT 1 FROM account WHERE disabled_at IS NULL LIMIT 1").fetchone() is not None


def every(conn: Connection) -> list[Account]:
    """Every account, by name, disabled ones included."""
    return [_account(row) for row in conn.execute("SELECT * FROM account ORDER BY name, id")]


def find(conn: Connection, account_id: AccountId) -> Account | None:
    """The account, or None."""
    row = conn.execute("SELECT * FROM account WHERE id = ?", (account_id,)).fetchone()
    return _account(row) if row else None


def by_login(conn: Connection, login: str) -> Account | None:
    """The account that signs in under ``login`` (already in lower case), or None."""
    row = conn.execute("SELECT * FROM account WHERE login = ?", (login,)).fetchone()
    return _account(row) if row else None


def by_person(conn: Connection, person_id: PersonId) -> Account | None:
    """The account of a person of the roster, or None."""
    row = conn.execute("SELECT * FROM account WHERE person_id = ?", (person_id,)).fetchone()
    return _account(row) if row else None


def reached_by(conn: Connection, typed: str) -> list[Account]:
    """Open accounts with this login or e-mail address (both in lower case): one, as a rule."""
    rows = conn.execute(
        "SELECT * FROM account WHERE disabled_at IS NULL AND ? IN (login, nullif(email, '')) ORDER BY id", (typed,)
    )
    return [_account(row) for row in rows]


def add(conn: Connection, account: Account) -> None:
    """Write a new account, without password nor second factor."""
    conn.execute(
        "INSERT INTO account (id, login, name, role, person_id, email, created_at, disabled_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            account.id,
            account.login,
            account.name,
            account.role,
            account.person_id,
            account.email,
            instant_text(account.created_at),
            instant_text(account.disabled_at) if account.disabled_at else None,
        ),
    )


def change(conn: Connection, account: Account) -> None:
    """Replace what the administration may change of an account: name, login, role, person, address, disabled or not."""
    conn.execute(
        "UPDATE account SET login = ?, name = ?, role = ?, person_id = ?, email = ?, disabled_at = ?,"
        " revision = revision + 1 WHERE id = ?",
        (
            account.login,
            account.name,
            account.role,
            account.person_id,
            account.email,
            instant_text(account.disabled_at) if account.disabled_at else None,
            account.id,
        ),
    )


def password_hash(conn: Connection, account_id: AccountId) -> str:
    """The argon2id hash of the account's password; empty when it has none."""
    row = conn.execute("SELECT password_hash FROM account WHERE id = ?", (account_id,)).fetchone()
    return str(row["password_hash"]) if row else ""


def set_password_hash(conn: Connection, account_id: AccountId, hashed: str, at: datetime) -> None:
    """Replace the password's hash."""
    conn.execute(
        "UPDATE account SET password_hash = ?, password_changed_at = ?, revision = revision + 1 WHERE id = ?",
        (hashed, instant_text(at), account_id),
    )


def rehash(conn: Connection, account_id: AccountId, hashed: str) -> None:
    """The same password, hashed with today's parameters: nothing changes for anyone."""
    conn.execute("UPDATE account SET password_hash = ? WHERE id = ?", (hashed, account_id))


def set_wishes(conn: Connection, account_id: AccountId, *, language: str, key_alone: bool) -> None:
    """What the account's holder chooses for themselves: the language they read, a key alone that acts or not."""
    conn.execute(
        "UPDATE account SET language = ?, key_alone = ?, revision = revision + 1 WHERE id = ?",
        (language, int(key_alone), account_id),
    )


def able_to_sign_in(conn: Connection, role: Role) -> list[AccountId]:
    """Accounts of a role that are open and have a password, or a provider's identity: someone may act in it at once."""
    rows = conn.execute(
        "SELECT id FROM account WHERE role = ? AND disabled_at IS NULL AND (password_hash <> ''"
        " OR EXISTS (SELECT 1 FROM identity WHERE identity.account_id = account.id)) ORDER BY id",
        (role,),
    )
    return [AccountId(row["id"]) for row in rows]


def _account(row: sqlite3.Row) -> Account:
    def instant(column: str) -> datetime | None:
        return instant_of(row[column]) if row[column] else None

    return Account(
        id=AccountId(row["id"]),
        login=row["login"],
        name=row["name"],
        role=Role(row["role"]),
        created_at=instant_of(row["created_at"]),
        person_id=PersonId(row["person_id"]) if row["person_id"] else None,
        email=row["email"],
        has_password=bool(row["password_hash"]),
        password_changed_at=instant("password_changed_at"),
        totp_since=instant("totp_since"),
        disabled_at=instant("disabled_at"),
        language=row["language"],
        key_alone=bool(row["key_alone"]),
        revision=row["revision"],
    )
