"""Sign-ins under way at a provider: each answered once, by the browser that asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.database import Connection

KEPT = timedelta(days=1)
"""How long a request stands once made, answered or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRequest:
    """One browser sent to one provider. Hashes are SHA-256 of what only the browser and the provider hold."""

    state_hash: str
    provider: str
    browser_hash: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    next: str
    created_at: datetime


def add(conn: Connection, request: ProviderRequest) -> None:
    """Write a request, and forget those of another day."""
    conn.execute("DELETE FROM provider_request WHERE created_at < ?", (instant_text(request.created_at - KEPT),))
    conn.execute(
        "INSERT INTO provider_request (state_hash, provider, browser_hash, nonce, verifier, next, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            request.state_hash,
            request.provider,
            request.browser_hash,
            request.nonce,
            request.verifier,
            request.next,
            instant_text(request.created_at),
        ),
    )


def take(conn: Connection, provider: str, state_hash: str, browser_hash: str, at: datetime) -> ProviderRequest | None:
    """The request that this browser made of this provider, once: None for an unknown, answered or someone else's one.

    What a stranger presents stays open for the browser that asked.
    """
    row = conn.execute(
        "SELECT * FROM provider_request WHERE state_hash = ? AND provider = ? AND browser_hash = ? AND used_at IS NULL",
        (state_hash, provider, browser_hash),
    ).fetchone()
    if row is None:
        return None
    conn.execute(
        "UPDATE provider_request SET used_at = ?, nonce = '', verifier = '' WHERE state_hash = ?",
        (instant_text(at), state_hash),
    )
    return ProviderRequest(
        state_hash=row["state_hash"],
        provider=row["provider"],
        browser_hash=row["browser_hash"],
        nonce=row["nonce"],
        verifier=row["verifier"],
        next=row["next"],
        created_at=instant_of(row["created_at"]),
    )
