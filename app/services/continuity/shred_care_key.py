"""Destroy a practice's key, so that nothing opens its needs again: not this folder, not its backups.

Backups of keys that hold it must be destroyed too: they are listed, and their destruction is noted when it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.store import care_keys, care_vault, journal, key_backups

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.store.database import Store
    from app.store.key_backups import KeyBackup


@dataclass(frozen=True, slots=True)
class Shredding:
    """What destroying a key takes away: the practice by name, its needs, and the key backups that must go too."""

    practice: str
    needs: int
    backups: tuple[KeyBackup, ...]


def preview_shredding(actor: Actor, store: Store, practice_id: PracticeId) -> Shredding:
    """What would happen; nothing is written. Raises NotFound without a key."""
    require(actor, Action.KEEP_KEYS)
    with store.reading() as conn:
        known = care_keys.find(conn, practice_id)
        if known is None or known.shredded_at is not None:
            raise NotFound(N_("Ce cabinet n’a pas de clé à détruire."))
        return Shredding(
            care_vault.practice_name(conn, practice_id),
            len(care_vault.stamps(conn, practice_id)),
            tuple(key_backups.still_holding(conn, practice_id)),
        )


def shred_care_key(actor: Actor, store: Store, practice_id: PracticeId) -> Shredding:
    """Destroy the key and remove the needs it sealed; works with a key that is lost already. Can't be undone."""
    require(actor, Action.KEEP_KEYS)
    found = preview_shredding(actor, store, practice_id)
    with store.transaction() as conn:
        known, saved = care_keys.find(conn, practice_id), key_backups.fingerprints(conn, practice_id)
        care_keys.mark_shredded(conn, practice_id, store.now())
        gone = care_vault.drop_all(conn, practice_id)
        payload = {"needs": gone, "key_backups": [one.id for one in found.backups]}
        journal.write(conn, store.now(), actor.id, "care_key_shredded", practice_id, payload)
    # After the commit: a destruction that was not committed must not make a key that still stands useless.
    care_keys.note_destroyed(store.folder, saved | ({known.fingerprint} if known else set()))
    care_keys.settle_committed(store)
    return Shredding(found.practice, gone, found.backups)


def note_key_backup_destroyed(actor: Actor, store: Store, backup_id: str) -> None:
    """Write down that a backup of keys no longer exists. Raises NotFound."""
    require(actor, Action.KEEP_KEYS)
    with store.transaction() as conn:
        if not key_backups.mark_destroyed(conn, backup_id, store.now()):
            raise NotFound(N_("Cette sauvegarde de clés est inconnue, ou déjà notée détruite."))
        journal.write(conn, store.now(), actor.id, "key_backup_destroyed", backup_id, {})
