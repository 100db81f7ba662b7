"""Is the database as its schema promises? Foreign keys, STRICT tables, triggers, the journal's chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.store import journal

if TYPE_CHECKING:
    from app.store.database import Connection

TRIGGERS = frozenset(
    {
        "journal_no_update",
        "journal_no_delete",
        "journal_payload_no_delete",
        "journal_payload_blank_only",
        "rota_version_no_update",
        "rota_version_no_delete",
        "settlement_no_update",
        "checkpoint_no_update",
        "checkpoint_no_delete",
        "log_no_update",
        "log_no_delete",
        "log_payload_no_delete",
        "log_payload_blank_only",
        "notice_no_update",
    }
)
"""``transform()`` drops triggers without a word: their absence is looked for."""


def problems(conn: Connection) -> list[tuple[str, dict[str, str]]]:
    """What is wrong, as message templates with their values; empty when all is well."""
    checks = (_damage, _broken_references, _missing_triggers, _loose_tables, _broken_chain)
    return [problem for check in checks for problem in check(conn)]


def _damage(conn: Connection) -> list[tuple[str, dict[str, str]]]:
    found = [row[0] for row in conn.execute("PRAGMA quick_check") if row[0] != "ok"]
    message = N_("La base est endommagée ({detail}). Restaurez la dernière sauvegarde.")
    return [(message, {"detail": detail}) for detail in found[:1]]


def _broken_references(conn: Connection) -> list[tuple[str, dict[str, str]]]:
    tables = sorted({row[0] for row in conn.execute("PRAGMA foreign_key_check")})
    message = N_("Des lignes de la table {table} renvoient à des éléments disparus. Restaurez la dernière sauvegarde.")
    return [(message, {"table": table}) for table in tables]


def _missing_triggers(conn: Connection) -> list[tuple[str, dict[str, str]]]:
    present = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    message = N_(
        "La protection {name} a disparu de la base : le journal pourrait être réécrit. Restaurez une sauvegarde."
    )
    return [(message, {"name": name}) for name in sorted(TRIGGERS - present)]


def _loose_tables(conn: Connection) -> list[tuple[str, dict[str, str]]]:
    rows = conn.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
        " AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations' ORDER BY name"
    )
    message = N_("La table {table} n’est plus stricte : des valeurs d’un mauvais type pourraient y entrer.")
    return [(message, {"table": row[0]}) for row in rows]


def _broken_chain(conn: Connection) -> list[tuple[str, dict[str, str]]]:
    entries = journal.problems(conn)
    message = N_(
        "Le journal a été altéré à partir de l’entrée {entry}. Gardez ce dossier tel quel et prévenez l’administration."
    )
    return [(message, {"entry": entries[0]})] if entries else []
