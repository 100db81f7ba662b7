"""Links that open once: the first set-up, an invitation, a new password. Only the SHA-256 of a token is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.account import AccountId
from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    FIRST = "first"
    """The first account of a folder, an administrator's."""
    INVITATION = "invitation"
    """The first password of an account that was made for someone."""
    RECOVERY = "recovery"
    """A new password in place of a forgotten one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeLink:
    """One link. Instants are UTC."""

    token_hash: str
    purpose: LinkPurpose
    account_id: AccountId | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def opens(self, now: datetime) -> bool:
        """Whether it still opens: neither used nor out of date."""
        return self.used_at is None and now < self.expires_at


def add(conn: Connection, link: OneTimeLink) -> None:
    """Write a new link."""
    conn.execute(
        "INSERT INTO one_time_link (token_hash, purpose, account_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        (link.token_hash, link.purpose, link.account_id, instant_text(link.created_at), instant_text(link.expires_at)),
    )


def find(conn: Connection, token_hash: str) -> OneTimeLink | None:
    """The link, used and expired ones included; None for an unknown one."""
    row = conn.execute("SELECT * FROM one_time_link WHERE token_hash = ?", (token_hash,)).fetchone()
    return _link(row) if row else None


def waiting(conn: Connection, now: datetime) -> list[OneTimeLink]:
    """Links that still open, the ones that end first before."""
    rows = conn.execute(
        "SELECT * FROM one_time_link WHERE used_at IS NULL AND expires_at > ? ORDER BY expires_at, token_hash",
        (instant_text(now),),
    )
    return [_link(row) for row in rows]


def use(conn: Connection, token_hash: str, at: datetime) -> None:
    """The link opens nothing from now on."""
    conn.execute(
        "UPDATE one_time_link SET used_at = ? WHERE token_hash = ? AND used_at IS NULL", (instant_text(at), token_hash)
    )


def forget_unused(conn: Connection, account_id: AccountId | None) -> None:
    """No link of this account opens any more; None: no link of a first set-up."""
    conn.execute("DELETE FROM one_time_link WHERE used_at IS NULL AND account_id IS ?", (account_id,))


def _link(row: sqlite3.Row) -> OneTimeLink:
    return OneTimeLink(
        token_hash=row["token_hash"],
        purpose=LinkPurpose(row["purpose"]),
        account_id=AccountId(row["account_id"]) if row["account_id"] else None,
        created_at=instant_of(row["created_at"]),
        expires_at=instant_of(row["expires_at"]),
        used_at=instant_of(row["used_at"]) if row["used_at"] else None,
    )
