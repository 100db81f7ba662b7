"""The copies of the data as a screen and a probe need them: the last proven one, what stands on the disk, what went wrong."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import InvalidInput
from app.services.keeping.back_up import rules_in_force, usual_rules
from app.store import backup_runs, backups
from app.store.backup_rules import Copy, is_late, next_due
from app.words.errors import sentence

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.access.actor import Actor
    from app.store.backup_rules import BackupRules
    from app.store.backup_runs import Run
    from app.store.backups import Replaced
    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Held:
    """A copy on the disk: its size in bytes, and what was written of it; None for one brought from elsewhere."""

    copy: Copy
    bytes: int
    run: Run | None

    @property
    def is_proven(self) -> bool:
        """Whether it was read back whole when it was made."""
        return self.run is not None and self.run.verified_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupDesk:
    """``held``: newest first; ``failures``: since the last proven copy. Instants are UTC, sizes in bytes."""

    now: datetime
    rules: BackupRules
    rules_fault: str
    """Why the community's own rotation could not be read, in a sentence; the usual one then counts."""
    last: Run | None
    is_late: bool
    next_at: datetime
    held: tuple[Held, ...]
    replaced: tuple[Replaced, ...]
    failures: tuple[Run, ...]
    free_bytes: int
    folder: Path

    @property
    def total_bytes(self) -> int:
        """What the copies take together."""
        return sum(one.bytes for one in self.held)


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a probe may know: when the last proven copy was made, and whether that is too long ago."""

    last_at: datetime | None
    is_late: bool


def read_backups(actor: Actor, store: Store) -> BackupDesk:
    """Everything the screen shows of copies."""
    require(actor, Action.BACK_UP)
    now = store.now()
    rules, fault = usual_rules(store, now), ""
    try:
        rules_in_force(store, now)
    except InvalidInput as error:
        fault = sentence(error)
    with store.reading() as conn:
        last, runs = backup_runs.last_proven(conn, now), backup_runs.by_file(conn)
        failures = backup_runs.failures(conn, last.at if last else None)
    home = store.folder.backups
    held = [Held(one, (home / one.name).stat().st_size, runs.get(one.name)) for one in backups.copies(home)]
    held.sort(key=_made_at)
    return BackupDesk(
        now=now,
        rules=rules,
        rules_fault=fault,
        last=last,
        is_late=is_late(rules, last.at if last else None, now),
        next_at=next_due(rules, now),
        held=tuple(reversed(held)),
        replaced=tuple(reversed(backups.replaced(home))),
        failures=tuple(failures),
        free_bytes=shutil.disk_usage(home).free,
        folder=home,
    )


def _made_at(one: Held) -> datetime:
    """To the second where we made it: its name says the minute alone."""
    return one.run.at if one.run else one.copy.at


def read_freshness(store: Store) -> Freshness:
    """For the probe: no name, no file, no figure about anyone."""
    now = store.now()
    with store.reading() as conn:
        last = backup_runs.last_proven(conn, now)
    return Freshness(last.at if last else None, is_late(usual_rules(store, now), last.at if last else None, now))
