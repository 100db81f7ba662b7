"""The state of keys: which practice has one, how many needs it opens, when it was saved, and what is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.services.continuity.care_mode import CareModeView, read_care_mode
from app.store import care_keys, care_vault, key_backups, people

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.roster.practice import Practice
    from app.store.care_keys import CareKey
    from app.store.database import Store
    from app.store.key_backups import KeyBackup


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeKey:
    """One practice's key. ``needs`` are all it holds; ``lost`` the template of the sentence when they can't be read."""

    practice: PracticeId
    name: str
    key: CareKey
    needs: int
    lost: str = ""

    @property
    def is_destroyed(self) -> bool:
        return self.key.shredded_at is not None

    @property
    def is_saved(self) -> bool:
        """Whether the key in force is in a backup of keys."""
        return self.key.saved_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysView:
    """Where needs may be held, the keys by name of practice, and the backups of keys, newest first."""

    mode: CareModeView
    keys: tuple[PracticeKey, ...]
    backups: tuple[KeyBackup, ...]
    practices: tuple[Practice, ...]

    @property
    def needs(self) -> int:
        """Needs held in all."""
        return sum(one.needs for one in self.keys)

    @property
    def lost(self) -> tuple[PracticeKey, ...]:
        """Practices whose needs can't be read."""
        return tuple(one for one in self.keys if one.lost)

    @property
    def in_use(self) -> tuple[PracticeKey, ...]:
        """Keys that were not destroyed."""
        return tuple(one for one in self.keys if not one.is_destroyed)

    def name(self, practice: PracticeId) -> str:
        """A practice's name."""
        return next((one.name for one in self.practices if one.id == practice), "")


def read_care_keys(actor: Actor, store: Store) -> KeysView:
    """The state of keys; no need leaves. Raises NotAllowed."""
    require(actor, Action.KEEP_KEYS)
    mode = read_care_mode(actor, store)
    with store.reading() as conn:
        practices = tuple(people.practices(conn))
        names = {one.id: one.name for one in practices}
        counts = care_vault.counts(conn)
        lost = {one.practice: one.why for one in care_vault.opened(conn, store.folder, store.now()).unreadable}
        keys = [
            PracticeKey(
                practice=practice,
                name=names.get(practice, ""),
                key=key,
                needs=counts.get(practice, 0),
                lost=lost.get(practice, ""),
            )
            for practice, key in care_keys.every(conn).items()
        ]
        backups = tuple(key_backups.every(conn))
    return KeysView(
        mode=mode,
        keys=tuple(sorted(keys, key=lambda one: (one.name, one.practice))),
        backups=backups,
        practices=practices,
    )
