"""The expected revision, read inside the transaction that writes: a stale write is refused. Who came first is not said:
the journal knows ids of actors, which are no words for a page that volunteers read too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound, StaleRevision

if TYPE_CHECKING:
    from app.store.database import Connection

_TABLES = frozenset({"setting", "practice", "site", "person", "partner", "centre", "session", "seat", "reference_row"})


def expect(conn: Connection, table: str, id: str, revision: int, *, column: str = "revision") -> None:
    """Pass when ``table`` still holds ``id`` at ``revision``; raises NotFound or StaleRevision otherwise."""
    assert table in _TABLES
    assert column in {"revision", "rota_revision"}
    key = "key" if table == "setting" else "id"
    row = conn.execute(f"SELECT {column} AS revision FROM {table} WHERE {key} = ?", (id,)).fetchone()
    if row is None:
        raise NotFound(N_("Cet élément n’existe plus. Rechargez la page."))
    if row["revision"] != revision:
        raise StaleRevision(
            N_("Quelqu’un a modifié ces données entre-temps. Rien n’a été écrit : rechargez, puis recommencez.")
        )
