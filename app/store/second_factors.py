"""The second factor: a sealed secret, the last step that was used, and the hashes of recovery codes. No code in clear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.access.account import AccountId
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class SealedFactor:
    """An account's second factor. ``last_step``: the step of time (30 s) of the last code taken; no code serves twice."""

    sealed: bytes
    since: datetime
    last_step: int


def find(conn: Connection, account_id: AccountId) -> SealedFactor | None:
    """The account's second factor, or None."""
    row = conn.execute(
        "SELECT totp_sealed, totp_since, totp_last_step FROM account WHERE id = ?", (account_id,)
    ).fetchone()
    if row is None or row["totp_sealed"] is None or row["totp_since"] is None:
        return None
    return SealedFactor(bytes(row["totp_sealed"]), instant_of(row["totp_since"]), row["totp_last_step"])


def put(conn: Connection, account_id: AccountId, sealed: bytes, at: datetime, last_step: int) -> None:
    """From now on the account gives a code; ``last_step`` is the one just proven."""
    conn.execute(
        "UPDATE account SET totp_sealed = ?, totp_since = ?, totp_last_step = ?, revision = revision + 1 WHERE id = ?",
        (sealed, instant_text(at), last_step, account_id),
    )


def remove(conn: Connection, account_id: AccountId) -> None:
    """The account gives no code any more, and its recovery codes are gone."""
    conn.execute(
        "UPDATE account SET totp_sealed = NULL, totp_since = NULL, totp_last_step = 0, revision = revision + 1 WHERE id = ?",
        (account_id,),
    )
    conn.execute("DELETE FROM recovery_code WHERE account_id = ?", (account_id,))


def take_step(conn: Connection, account_id: AccountId, step: int) -> bool:
    """Remember that the code of this step was used; False when it, or a later one, was used before."""
    taken = conn.execute(
        "UPDATE account SET totp_last_step = ? WHERE id = ? AND totp_last_step < ?", (step, account_id, step)
    )
    return taken.rowcount == 1


def replace_codes(conn: Connection, account_id: AccountId, hashes: Iterable[str]) -> None:
    """Make these the account's recovery codes; the earlier ones open nothing."""
    conn.execute("DELETE FROM recovery_code WHERE account_id = ?", (account_id,))
    conn.executemany(
        "INSERT INTO recovery_code (account_id, code_hash) VALUES (?, ?)", [(account_id, one) for one in hashes]
    )


def take_code(conn: Connection, account_id: AccountId, code_hash: str, at: datetime) -> bool:
    """Use up a recovery code; False when it is unknown or was used before."""
    taken = conn.execute(
        "UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at IS NULL",
        (instant_text(at), account_id, code_hash),
    )
    return taken.rowcount == 1


def codes_left(conn: Connection, account_id: AccountId) -> int:
    """How many recovery codes are still good."""
    row = conn.execute(
        "SELECT count(*) AS n FROM recovery_code WHERE account_id = ? AND used_at IS NULL", (account_id,)
    ).fetchone()
    return int(row["n"])
