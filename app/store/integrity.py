"""Is the database as its schema promises? Damage, foreign keys, STRICT tables, triggers, and the chains of both traces.

Nothing here mends: what is wrong is told, with what to do.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import sqlite_utils

from app.core.clock import instant_of, instant_text
from app.core.errors import N_
from app.store import checkpoints
from app.store.chain import Fault
from app.store.journal import JOURNAL
from app.store.log import LOG
from app.store.migrations import migrations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.chain import Chain
    from app.store.database import Connection

Problem = tuple[str, dict[str, str]]
"""A message template with its values."""

_BROKEN: dict[tuple[str, Fault], str] = {
    ("journal", Fault.ALTERED): N_(
        "Le journal a été altéré à partir de l’entrée {entry}. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    ("journal", Fault.CUT): N_(
        "Des entrées du journal ont disparu avant l’entrée {entry}. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    ("journal", Fault.CUT_END): N_(
        "Des entrées du journal ont disparu à partir de l’entrée {entry} : on ne peut plus y écrire. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    ("journal", Fault.CONTENT_GONE): N_(
        "Le contenu de l’entrée {entry} du journal a disparu sans avoir été effacé. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    ("journal", Fault.FORGED_CHECKPOINT): N_(
        "La purge du journal jusqu’à l’entrée {entry} n’a pas été signée par ce dossier. Gardez-le tel quel et prévenez l’administration."
    ),
    ("journal", Fault.UNKNOWN_KEY): N_(
        "La purge du journal jusqu’à l’entrée {entry} a été signée avec une clé qui n’est plus là : remettez keys/journal.key depuis la sauvegarde des clés."
    ),
    ("log", Fault.ALTERED): N_(
        "La main courante a été altérée à partir de l’entrée {entry}. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    ("log", Fault.CUT): N_(
        "Des entrées de la main courante ont disparu avant l’entrée {entry}. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    ("log", Fault.CUT_END): N_(
        "Des entrées de la main courante ont disparu à partir de l’entrée {entry} : on ne peut plus y écrire. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    ("log", Fault.CONTENT_GONE): N_(
        "Le contenu de l’entrée {entry} de la main courante a disparu sans avoir été effacé. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    ("log", Fault.FORGED_CHECKPOINT): N_(
        "La purge de la main courante jusqu’à l’entrée {entry} n’a pas été signée par ce dossier. Gardez-le tel quel et prévenez l’administration."
    ),
    ("log", Fault.UNKNOWN_KEY): N_(
        "La purge de la main courante jusqu’à l’entrée {entry} a été signée avec une clé qui n’est plus là : remettez keys/journal.key depuis la sauvegarde des clés."
    ),
}


def problems(conn: Connection, key: bytes | None = None) -> list[Problem]:
    """What is wrong, as message templates with their values; empty when all is well.

    ``key`` is that of ``keys/journal.key``: signatures of purges are checked with it, and left alone without it.
    """
    checks = (
        _damage,
        _broken_references,
        _missing_triggers,
        _foreign_triggers,
        _loose_tables,
        unreadable_settings,
        _lost_entries,
        _emptied,
        _blanked_untold,
    )
    found = [problem for check in checks for problem in check(conn)]
    return found + [problem for chain in (JOURNAL, LOG) for problem in chain_problems(conn, chain, key)]


def chain_problems(conn: Connection, chain: Chain, key: bytes | None) -> list[Problem]:
    """The first place at which a chain breaks in each of the ways it can."""
    told: dict[Fault, Problem] = {}
    for one in chain.breaks(conn, key):
        told.setdefault(one.fault, (_BROKEN[chain.name, one.fault], {"entry": str(one.seq)}))
    return list(told.values())


def _damage(conn: Connection) -> list[Problem]:
    found = [row[0] for row in conn.execute("PRAGMA quick_check") if row[0] != "ok"]
    message = N_("La base est endommagée ({detail}). Restaurez la dernière sauvegarde.")
    return [(message, {"detail": detail}) for detail in found[:1]]


def _broken_references(conn: Connection) -> list[Problem]:
    tables = sorted({row[0] for row in conn.execute("PRAGMA foreign_key_check")})
    message = N_("Des lignes de la table {table} renvoient à des éléments disparus. Restaurez la dernière sauvegarde.")
    return [(message, {"table": table}) for table in tables]


def _missing_triggers(conn: Connection) -> list[Problem]:
    """``transform()`` drops triggers without a word, and one of the same name may let everything pass."""
    message = N_(
        "La protection {name} a disparu de la base : le journal pourrait être réécrit. Restaurez une sauvegarde."
    )
    present = _triggers(conn)
    return [(message, {"name": name}) for name, sql in sorted(promised().items()) if present.get(name) != sql]


def _foreign_triggers(conn: Connection) -> list[Problem]:
    """A trigger that no version of ours made may drop what is written, or write something else."""
    message = N_(
        "La règle {name} a été ajoutée à la base : ce qui s’y écrit pourrait être changé ou perdu. Restaurez une sauvegarde."
    )
    return [(message, {"name": name}) for name in sorted(_triggers(conn).keys() - promised().keys())]


@cache
def promised() -> Mapping[str, str]:
    """Every trigger of the present schema with its text."""
    db = sqlite_utils.Database(memory=True, execute_plugins=False)
    migrations.apply(db)
    return _triggers(db.conn)


def _triggers(conn: Connection) -> dict[str, str]:
    return {row[0]: row[1] for row in conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}


def unreadable_settings(conn: Connection) -> list[Problem]:
    """Settings whose value is no JSON: whoever reads them would stop there."""
    message = N_("Le réglage {name} ne se lit plus. Restaurez la dernière sauvegarde.")
    rows = conn.execute("SELECT key FROM setting WHERE NOT json_valid(value) ORDER BY key")
    return [(message, {"name": row[0]}) for row in rows]


def _loose_tables(conn: Connection) -> list[Problem]:
    rows = conn.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
        " AND name NOT LIKE 'sqlite_%' AND name NOT IN ('_sqlite_migrations', '_litestream_lock', '_litestream_seq')"
        " ORDER BY name"
    )
    message = N_("La table {table} n’est plus stricte : des valeurs d’un mauvais type pourraient y entrer.")
    return [(message, {"table": row[0]}) for row in rows]


_CUT_SINCE: dict[str, str] = {
    "journal": N_(
        "Le journal n’a plus une entrée qu’il avait le {day}, quand une sauvegarde a été faite : la fin en a été retirée. Gardez ce dossier tel quel et prévenez l’administration."
    ),
    "log": N_(
        "La main courante n’a plus une entrée qu’elle avait le {day}, quand une sauvegarde a été faite : la fin en a été retirée. Gardez ce dossier tel quel et prévenez l’administration."
    ),
}


def _lost_entries(conn: Connection) -> list[Problem]:
    """A chain can't tell that its end was cut off; a backup made since can, for it holds the hash of the last entry."""
    found = []
    for chain in (JOURNAL, LOG):
        rows = conn.execute(f"SELECT at, {chain.name}_head AS head FROM backup_run WHERE head <> '' ORDER BY at, id")
        lost = [row["at"] for row in rows.fetchall() if _lost(conn, chain, row["head"], row["at"])]
        found += [(_CUT_SINCE[chain.name], {"day": f"{instant_of(at):%d/%m/%Y}"}) for at in lost[:1]]
    return found


def _lost(conn: Connection, chain: Chain, head: str, at: str) -> bool:
    """Whether a chain held this head at an instant, and lost it otherwise than by a purge made since."""
    if chain.holds(conn, head):
        return False
    purged = any(instant_text(cut.at) >= at for cut in checkpoints.every(conn, chain.name))
    first = conn.execute(f"SELECT at FROM {chain.name} ORDER BY seq LIMIT 1").fetchone()
    return not purged or (first is not None and at > first["at"])


def _emptied(conn: Connection) -> list[Problem]:
    """A purge says so in the journal, whose own entry comes after the cut: an empty journal with a cut was emptied."""
    cut = checkpoints.last(conn, JOURNAL.name)
    if cut is None or JOURNAL.end(conn)[0] > cut.up_to_seq or conn.execute("SELECT 1 FROM journal").fetchone():
        return []
    return [(_BROKEN[JOURNAL.name, Fault.CUT_END], {"entry": str(cut.up_to_seq + 1)})]


_BLANKED = N_(
    "Des contenus ont été effacés des traces sans qu’aucun effacement le dise : {count} de trop. Gardez ce dossier tel quel et prévenez l’administration."
)


def _blanked_untold(conn: Connection) -> list[Problem]:
    """Blank contents that no journaled erasure accounts for; says nothing once an account of one was itself erased."""
    told = JOURNAL.entries(conn, "e.type = 'trace_blanked'")
    counts = [one.payload for one in told if one.payload is not None]
    if len(counts) < len(told):
        return []
    blank = {chain.name: chain.blanked(conn) for chain in (JOURNAL, LOG)}
    said = {name: sum(_number(one.get(name)) for one in counts) for name in blank}
    extra = sum(max(0, blank[name] - said[name]) for name in blank)
    return [(_BLANKED, {"count": str(extra)})] if extra else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
