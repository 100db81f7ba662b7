"""Signatures of categories of needs: one by row as it stood. Row ↔ value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.signature import CategorySignature
from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from app.store.database import Connection


def every(conn: Connection) -> dict[str, tuple[CategorySignature, ...]]:
    """Category → its signatures, the latest first."""
    found: dict[str, tuple[CategorySignature, ...]] = {}
    for row in conn.execute("SELECT * FROM category_validation ORDER BY category, signed_at DESC, row_hash"):
        signature = CategorySignature(
            row["category"], row["row_hash"], row["signed_by"], row["quality"], instant_of(row["signed_at"])
        )
        found[signature.category] = (*found.get(signature.category, ()), signature)
    return found


def put(conn: Connection, signature: CategorySignature, actor_id: str) -> None:
    """Keep a signature; another one of the same row replaces it."""
    conn.execute(
        "INSERT INTO category_validation (category, row_hash, signed_by, quality, signed_at, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (category, row_hash) DO UPDATE SET signed_by = excluded.signed_by,"
        " quality = excluded.quality, signed_at = excluded.signed_at, actor_id = excluded.actor_id",
        (
            signature.category, signature.mark, signature.signed_by, signature.quality,
            instant_text(signature.signed_at), actor_id,
        ),
    )  # fmt: skip
