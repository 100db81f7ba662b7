"""What was revoked since a copy was made: restoring the copy must give nobody back what was taken from them.

The replaced database is read, the restored one is tightened: links stay replaced, accounts closed, passwords and second
factors new, roles low, people who asked to be left alone are left alone, alerts and surveys closed
since take no more answers. Nothing is ever loosened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.database import Connection

Rows = tuple[dict[str, object], ...]

_ASKED = {
    "link": "SELECT scope, subject_id, generation, token_hash, created_at, rotated_at FROM link"
    " ORDER BY scope, subject_id, generation",
    "account": "SELECT id, role, password_hash, password_changed_at, totp_sealed, totp_since, totp_last_step FROM account",
    "recovery_code": "SELECT account_id, code_hash, used_at FROM recovery_code",
    "person": "SELECT id, opted_out_on FROM person WHERE opted_out_on IS NOT NULL",
    "alert": "SELECT id, closed_at FROM alert WHERE state = 'closed'",
    "desk_survey": "SELECT id, closed_at FROM desk_survey WHERE closed_at IS NOT NULL",
}

_RANK = [Role.READING, Role.OBSERVER, Role.PROFESSIONAL, Role.CRISIS_CELL, Role.COORDINATION, Role.ADMINISTRATION]
"""Lowest first."""


def read(conn: Connection) -> dict[str, Rows]:
    """What a database about to be replaced says of links, accounts and refusals, by table."""
    there = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    asked = {table: sql for table, sql in _ASKED.items() if table in there}
    return {table: tuple(dict(row) for row in conn.execute(sql)) for table, sql in asked.items()}


def carry_over(conn: Connection, held: Mapping[str, Rows]) -> None:
    """Tighten the restored database, within the caller's transaction."""
    _links(conn, held.get("link", ()))
    _accounts(conn, held.get("account", ()), held.get("recovery_code", ()))
    conn.executemany(
        "UPDATE person SET opted_out_on = :opted_out_on, revision = revision + 1"
        " WHERE id = :id AND (opted_out_on IS NULL OR opted_out_on > :opted_out_on)",
        held.get("person", ()),
    )
    conn.executemany(
        "UPDATE alert SET state = 'closed', closed_at = :closed_at, revision = revision + 1"
        " WHERE id = :id AND state = 'running'",
        held.get("alert", ()),
    )
    conn.executemany(
        "UPDATE desk_survey SET closed_at = :closed_at, revision = revision + 1 WHERE id = :id AND closed_at IS NULL",
        held.get("desk_survey", ()),
    )


def _links(conn: Connection, rows: Rows) -> None:
    """Generations made since are known again, those replaced since stay replaced."""
    conn.executemany(
        "INSERT INTO link (scope, subject_id, generation, token_hash, created_at, rotated_at)"
        " VALUES (:scope, :subject_id, :generation, :token_hash, :created_at, :rotated_at)"
        " ON CONFLICT (scope, subject_id, generation) DO UPDATE SET rotated_at = ifnull(rotated_at, excluded.rotated_at)"
        " ON CONFLICT DO NOTHING",
        rows,
    )


def _accounts(conn: Connection, rows: Rows, codes: Rows) -> None:
    now = {row["id"]: dict(row) for row in conn.execute("SELECT id, role, totp_since FROM account")}
    conn.executemany(
        "UPDATE account SET password_hash = :password_hash, password_changed_at = :password_changed_at"
        " WHERE id = :id AND ifnull(password_changed_at, '') < ifnull(:password_changed_at, '')",
        rows,
    )
    conn.executemany(
        "UPDATE account SET totp_last_step = max(totp_last_step, :totp_last_step) WHERE id = :id AND totp_since = :totp_since",
        rows,
    )
    for row in rows:
        restored = now.get(row["id"])
        if restored is None:
            continue
        if _rank(row["role"]) < _rank(restored["role"]):
            conn.execute("UPDATE account SET role = ? WHERE id = ?", (row["role"], row["id"]))
        if row["totp_since"] and str(row["totp_since"]) > str(restored["totp_since"] or ""):
            conn.execute(
                "UPDATE account SET totp_sealed = :totp_sealed, totp_since = :totp_since, totp_last_step = :totp_last_step"
                " WHERE id = :id",
                row,
            )
            conn.execute("DELETE FROM recovery_code WHERE account_id = ?", (row["id"],))
            conn.executemany(
                "INSERT INTO recovery_code (account_id, code_hash, used_at) VALUES (:account_id, :code_hash, :used_at)",
                [code for code in codes if code["account_id"] == row["id"]],
            )
    conn.executemany(
        "UPDATE recovery_code SET used_at = ifnull(used_at, :used_at) WHERE account_id = :account_id AND code_hash = :code_hash",
        codes,
    )


def _rank(role: object) -> int:
    """A word that is no role of ours ranks above all: it lowers nobody."""
    return next((rank for rank, one in enumerate(_RANK) if one == role), len(_RANK))
