"""Make a copy of the data now: proven, written down, and the oldest ones let go by the rotation."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, ReleveError
from app.library import Library
from app.store import backup_runs, backups, care_keys, journal, key_marks
from app.store.backup_rules import BackupRules, Kind, dropped, rules_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.access.actor import Actor
    from app.store.backup_runs import Trouble
    from app.store.backups import Made
    from app.store.database import Store
    from app.store.folder import DataFolder

UNFORESEEN = N_("la copie n’a pas pu être faite ({error}) : prévenez qui entretient le serveur")


def back_up(actor: Actor, store: Store, kind: Kind = Kind.BY_HAND, into: Path | None = None) -> Made:
    """Copy the data into ``DATA/backups``, or into another folder, which is then the reader's to keep in order.

    Raises NotAllowed, StorageFault when the disk refuses, Unproven when the copy does not read back; each failure is
    written down where the screen shows it.
    """
    require(actor, Action.BACK_UP)
    at = store.now()
    try:
        with store.reading() as conn:
            made = backups.make(conn, store.folder, at, kind, into)
    except Exception as error:
        _write_failure(store, kind, at, error)
        raise
    with store.transaction() as conn:
        key_marks.note(conn, store.folder)
        care_keys.sweep(store.folder)
        if into is None:
            backup_runs.add_made(conn, made, store.now())
        payload = {"file": made.path.name, "kind": kind.value, "bytes": made.bytes, "head": made.manifest.journal_head}
        journal.write(conn, store.now(), actor.id, "backup_made", made.path.name, payload)
        proven = backup_runs.last_proven(conn, at)
    rotate(store.folder, usual_rules(store, at), at, proven.file if proven else "")
    return made


def take_out(actor: Actor, store: Store, name: str) -> bytes:
    """The bytes of one copy, for whoever carries it elsewhere; journaled: it holds everyone's data. Raises NotFound."""
    require(actor, Action.BACK_UP)
    if name not in {one.name for one in backups.copies(store.folder.backups)}:
        raise NotFound(N_("Cette sauvegarde n’est plus sur le disque. Rechargez la page."))
    held = (store.folder.backups / name).read_bytes()
    with store.transaction() as conn:
        journal.write(conn, store.now(), actor.id, "backup_taken_out", name, {"file": name})
    return held


def rules_in_force(store: Store, at: datetime) -> BackupRules:
    """The rotation of the day, the community's own table first. Raises InvalidInput when that table does not read."""
    records = Library(store.folder.content).file("backups.csv")
    return rules_of((record.cells for record in records), paris_date(at))


def usual_rules(store: Store, at: datetime) -> BackupRules:
    """The rules in force, or the usual ones: a table that does not read stops no copy, the screen and the check say it."""
    try:
        return rules_in_force(store, at)
    except InvalidInput:
        return BackupRules()


def rotate(folder: DataFolder, rules: BackupRules, now: datetime, proven: str = "") -> list[str]:
    """Remove the copies that the rotation lets go, and what a restoration replaced long ago; their names, oldest first.

    ``proven``, the last copy of sound data, always stays.
    """
    gone = [one.name for one in dropped(backups.copies(folder.backups), rules, now) if one.name != proven]
    for name in gone:
        (folder.backups / name).unlink(missing_ok=True)
    for replaced in backups.replaced(folder.backups):
        if now - replaced.at > timedelta(days=rules.replaced_days):
            shutil.rmtree(folder.backups / replaced.name, ignore_errors=True)
            gone.append(replaced.name)
    return gone


def _write_failure(store: Store, kind: Kind, at: datetime, error: Exception) -> None:
    """Best effort: a disk that takes no copy may take no row either, and the error itself is on its way."""
    try:
        with store.transaction() as conn:
            backup_runs.add_failed(conn, kind, at, _trouble(error))
    except Exception:
        return


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, ReleveError):
        return error.message, {name: str(value) for name, value in error.data.items()}
    return UNFORESEEN, {"error": type(error).__name__}
