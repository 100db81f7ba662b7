"""Change a practice's key: every need is sealed anew in one transaction, and the former key goes once that is committed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.need import KeyLost
from app.core.errors import N_, NotFound
from app.store import care_keys, care_vault, journal, key_backups

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.store.database import Store
    from app.store.key_backups import KeyBackup


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many needs were sealed anew, and the key backups that hold the former key: older data backups need them."""

    needs: int
    former: tuple[KeyBackup, ...]


def rotate_care_key(actor: Actor, store: Store, practice_id: PracticeId) -> Rotated:
    """Put a new key in place. Raises NotFound without a key, KeyLost when it or a need won't open: nothing is changed.

    A crash leaves the former key with the needs it opens, or the new one with those it opens, never neither.
    """
    require(actor, Action.KEEP_KEYS)
    with store.transaction() as conn:
        care_keys.settle(conn, store.folder)
        known = care_keys.find(conn, practice_id)
        if known is None or known.shredded_at is not None:
            raise NotFound(N_("Ce cabinet n’a pas de clé : elle est faite à son premier besoin."))
        old = care_keys.held(conn, store.folder, practice_id)
        if old is None:
            name, needs = care_vault.practice_name(conn, practice_id), len(care_vault.stamps(conn, practice_id))
            raise KeyLost(care_vault.LOST, practice=name, needs=needs)
        new = care_keys.begin_rotation(conn, store.folder, practice_id, store.now())
        sealed = care_vault.reseal(conn, practice_id, old, new)
        former = tuple(key_backups.still_holding(conn, practice_id))
        journal.write(conn, store.now(), actor.id, "care_key_rotated", practice_id, {"needs": sealed})
    care_keys.settle_committed(store)
    return Rotated(sealed, former)
