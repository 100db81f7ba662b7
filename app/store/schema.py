"""Which steps of the schema a database has taken, and whether this version of Relève knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlite_utils

from app.core.errors import N_, InvalidInput
from app.store.migrations import migrations

if TYPE_CHECKING:
    import sqlite3


class NewerSchema(InvalidInput):
    """The database was written by a version of Relève that this one does not know. Nothing was written."""


def taken(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The steps a database has taken, oldest first; none for a database that is not ours."""
    return tuple(one.name for one in migrations.applied(sqlite_utils.Database(conn, execute_plugins=False)))


def known() -> tuple[str, ...]:
    """The steps of this version, in order."""
    return tuple(one.name for one in migrations.pending(sqlite_utils.Database(memory=True, execute_plugins=False)))


def is_current(conn: sqlite3.Connection) -> bool:
    """Whether the database has taken every step of this version, and no other."""
    return set(taken(conn)) == set(known())


def refuse_newer(conn: sqlite3.Connection, path: object) -> None:
    """Raise NewerSchema for a database that took a step unknown to this version."""
    unknown = sorted(set(taken(conn)) - set(known()))
    if unknown:
        raise NewerSchema(
            N_(
                "{path} a été écrit par une version plus récente de Relève (étape « {step} »). Installez cette version, ou restaurez une sauvegarde faite avant la mise à jour ; rien n’a été changé."
            ),
            path=str(path),
            step=unknown[0],
        )


def bring_up_to_date(conn: sqlite3.Connection) -> None:
    """Take every step that is missing, each whole or not at all."""
    migrations.apply(sqlite_utils.Database(conn, execute_plugins=False))
