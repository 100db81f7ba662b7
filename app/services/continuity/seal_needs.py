"""Write and read a practice's care needs: sealed on the way in, opened in memory for its own members only.

Totals over several practices are read through :func:`app.store.care_vault.opened` by the services that count them; rows of
a need leave for its practice alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import LOCAL_COORDINATION, Role
from app.access.permissions import Action, require
from app.continuity.holding import HoldingMode
from app.continuity.need import Content, HeldNeed, KeyLost, NeedId, Stamp
from app.core.errors import N_, InvalidInput, NotAllowed, NotFound
from app.core.ids import PersonId, new_id
from app.services.continuity.care_mode import require_place_for
from app.store import accounts, care_keys, care_mode, care_vault, journal, people

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class NewNeed:
    """A need to hold until ``expires_at`` (UTC)."""

    content: Content
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ChangedNeed:
    """A need read at ``revision`` and what it becomes."""

    id: NeedId
    revision: int
    content: Content
    expires_at: datetime


def seal_needs(
    actor: Actor,
    store: Store,
    practice_id: PracticeId,
    new: Sequence[NewNeed] = (),
    *,
    changed: Sequence[ChangedNeed] = (),
    dropped: Sequence[NeedId] = (),
) -> tuple[NeedId, ...]:
    """Write needs of one practice, all or none; the ids of the new ones, in order.

    Raises NotAllowed (another practice's), RuleRefusal (no declared place), KeyLost, StaleRevision, NotFound, InvalidInput.
    """
    require(actor, Action.RECORD_NEEDS)
    with store.transaction() as conn:
        now = store.now()
        _require_own(conn, actor, practice_id)
        if new or changed:
            require_place_for(conn, practice_id, now)
            _check_expiry([*new, *changed], now)
            key = _key(conn, store, practice_id)
            made = tuple(NeedId(new_id()) for _one in new)
            for id, one in zip(made, new, strict=True):
                stamp = Stamp(id, practice_id, one.expires_at)
                care_vault.put(conn, key, HeldNeed(stamp, one.content))
            for other in changed:
                stamp = Stamp(other.id, practice_id, other.expires_at, other.revision + 1)
                care_vault.put(conn, key, HeldNeed(stamp, other.content))
        else:
            made = ()
        gone = care_vault.drop(conn, practice_id, dropped)
        # What was done, never how many: whoever exports the journal would add the numbers up, practice by practice.
        done = {"new": bool(made), "changed": bool(changed), "dropped": bool(gone)}
        if any(done.values()):
            journal.write(conn, now, actor.id, "care_needs_written", practice_id, done)
    return made


def read_needs(actor: Actor, store: Store, practice_id: PracticeId) -> tuple[HeldNeed, ...]:
    """The needs of the actor's own practice. Raises NotAllowed for anyone else, the coordination included; KeyLost."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        if not may_read_rows(conn, actor, practice_id):
            raise NotAllowed(
                N_(
                    "Les besoins d’un cabinet ne sont lus que par ses membres, depuis leur propre page. La coordination lit"
                    " les totaux."
                )
            )
        return tuple(care_vault.opened_of(conn, store.folder, store.now(), practice_id))


def may_read_rows(conn: Connection, actor: Actor, practice_id: PracticeId) -> bool:
    """Whether single needs of this practice may be shown to ``actor``: a member, or whoever sits at the practice's own
    machine, which has no account and is declared local to it."""
    if actor.role is Role.PROFESSIONAL:
        return _is_member(conn, actor, practice_id)
    mode, _revision = care_mode.read(conn)
    is_local = mode.mode is HoldingMode.LOCAL and practice_id in mode.practices
    return is_local and actor == LOCAL_COORDINATION and not accounts.exist(conn)


def _is_member(conn: Connection, actor: Actor, practice_id: PracticeId) -> bool:
    person = people.find(conn, PersonId(actor.id))
    return person is not None and person.practice == practice_id


def _require_own(conn: Connection, actor: Actor, practice_id: PracticeId) -> None:
    if not any(one.id == practice_id for one in people.practices(conn)):
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    if actor.role is Role.PROFESSIONAL and not _is_member(conn, actor, practice_id):
        raise NotAllowed(N_("Ces besoins sont ceux d’un autre cabinet que le vôtre."))


def _check_expiry(needs: Iterable[NewNeed | ChangedNeed], now: datetime) -> None:
    if any(one.expires_at <= now for one in needs):
        raise InvalidInput(N_("La date de fin d’un besoin est passée : donnez un jour à venir."))


def _key(conn: Connection, store: Store, practice_id: PracticeId) -> bytes:
    """The practice's key, made at its first need, or at the first one after it was destroyed."""
    care_keys.settle(conn, store.folder)
    known = care_keys.find(conn, practice_id)
    if known is None or known.shredded_at is not None:
        return care_keys.make(conn, store.folder, practice_id, store.now())
    key = care_keys.held(conn, store.folder, practice_id)
    if key is None:
        needs = len(care_vault.stamps(conn, practice_id))
        raise KeyLost(care_vault.LOST, practice=care_vault.practice_name(conn, practice_id), needs=needs)
    return key
