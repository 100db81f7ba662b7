"""Note where the sealed copies of a practice's key table are, and each time one is checked or opened for a test.

Two holders, the paired practice and a pharmacist. What a copy holds never comes here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.sealed_copy import CopyStep, Holder, SealedCopy, check_copy
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.roster.practice import SiteKind
from app.services.continuity.own_practice import require_own_practice
from app.store import journal, people, revisions, sealed_copies

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store

GONE = N_("Cette copie n’est plus notée : rechargez la page.")
TYPES = (
    "sealed_copy_deposited",
    "sealed_copy_checked",
    "sealed_copy_tested",
    "sealed_copy_changed",
    "sealed_copy_gone",
)


def keep_copy(actor: Actor, store: Store, copy: SealedCopy) -> None:
    """Write a copy deposited (revision 0) or what became of one.

    Raises NotAllowed (another practice's), NotFound, InvalidInput, StaleRevision: nothing is then written.
    """
    require(actor, Action.RECORD_NEEDS)
    with store.transaction() as conn:
        require_own_practice(conn, actor, copy.practice)
        check_copy(copy, paris_date(store.now()))
        _check_holder(conn, copy)
        kind = "sealed_copy_changed" if copy.revision else "sealed_copy_deposited"
        _write(conn, store, actor, copy, kind)


def note_step(
    actor: Actor, store: Store, practice: PracticeId, holder: Holder, step: CopyStep, day: date, revision: int
) -> None:
    """Note that a copy was checked, or opened for a test, on ``day``. Raises as :func:`keep_copy`."""
    require(actor, Action.RECORD_NEEDS)
    with store.transaction() as conn:
        require_own_practice(conn, actor, practice)
        held = _held(conn, practice, holder)
        done = replace(held, revision=revision)
        done = replace(done, checked_on=day) if step is CopyStep.CHECKED else replace(done, tested_on=day)
        check_copy(done, paris_date(store.now()))
        kind = "sealed_copy_checked" if step is CopyStep.CHECKED else "sealed_copy_tested"
        _write(conn, store, actor, done, kind)


def take_back(actor: Actor, store: Store, practice: PracticeId, holder: Holder, revision: int) -> None:
    """Note that a holder no longer has its copy: given back, or destroyed. Raises NotAllowed, NotFound, StaleRevision."""
    require(actor, Action.RECORD_NEEDS)
    with store.transaction() as conn:
        require_own_practice(conn, actor, practice)
        _held(conn, practice, holder)
        if not sealed_copies.remove(conn, practice, holder, revision):
            raise revisions.stale(conn, practice, types=TYPES)
        journal.write(conn, store.now(), actor.id, "sealed_copy_gone", practice, {"holder": holder.value})


def _held(conn: Connection, practice: PracticeId, holder: Holder) -> SealedCopy:
    held = sealed_copies.find(conn, practice, holder)
    if held is None:
        raise NotFound(GONE)
    return held


def _write(conn: Connection, store: Store, actor: Actor, copy: SealedCopy, kind: str) -> None:
    if not sealed_copies.put(conn, copy, actor.id):
        raise revisions.stale(conn, copy.practice, types=TYPES)
    payload = {"holder": copy.holder.value, "form": copy.form.value}
    journal.write(conn, store.now(), actor.id, kind, copy.practice, payload)


def _check_holder(conn: Connection, copy: SealedCopy) -> None:
    """Whoever holds it is in the roster, and a pharmacist's is a pharmacy."""
    if copy.holder is Holder.PAIRED and not any(one.id == copy.holder_practice for one in people.practices(conn)):
        raise InvalidInput(N_("Ce cabinet n’est pas dans l’effectif : choisissez le binôme dans la liste."))
    pharmacies = {one.id for one in people.sites(conn) if one.kind is SiteKind.PHARMACY}
    if copy.holder is Holder.PHARMACIST and copy.holder_site not in pharmacies:
        raise InvalidInput(
            N_("Cette pharmacie n’est pas dans la liste des établissements : choisissez-la dans la liste.")
        )
