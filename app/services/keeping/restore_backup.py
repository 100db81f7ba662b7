"""Put a copy of the data back: proven first, brought up to date aside, then swapped in; what it replaces is kept beside.

What a copy forgets could do harm, so it is settled before anyone opens it: nobody is signed in, accounts closed since stay
closed, people erased since are erased again, messages and letters whose hour has come may have left and wait for a person,
call-outs under way are stopped, alerts and surveys closed since stay closed.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from app.access.permissions import Action, require
from app.core.clock import system_clock
from app.core.errors import N_
from app.mobilisation.callout import stop
from app.mobilisation.message import MessageState
from app.mobilisation.outbox import Queued, due
from app.mobilisation.preferences import Channel
from app.services.keeping.erase_person import reapply_erasures
from app.store import (
    accounts,
    backup_file,
    backup_proof,
    backup_runs,
    call_outs,
    community,
    erasures,
    integrity,
    journal,
    logins,
    messages,
    one_time_links,
    partner_letters,
    restoring,
    revocations,
    schema,
    working,
)
from app.store.backup_manifest import CONTENT, DATABASE
from app.store.backups import Made
from app.store.database import Store, connect
from app.store.faults import explained, files_explained
from app.store.folder import DataFolder
from app.store.unproven import Unproven
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from app.access.account import AccountId
    from app.access.actor import Actor
    from app.core.clock import Clock
    from app.core.ids import PersonId
    from app.mobilisation.message import Message
    from app.store.backup_manifest import Manifest
    from app.store.database import Connection
    from app.store.partner_letters import PartnerLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a copy was found to hold. ``at`` is UTC, None for a bare database that does not say when it was made."""

    community: str
    people: int
    journal_entries: int
    at: datetime | None
    version: str


class SettledAccounts(TypedDict):
    """What a copy forgot of accounts, counted."""

    logins_ended: int
    accounts_closed: int


class Settled(SettledAccounts):
    """What a copy forgot and was settled before anyone opens it, counted."""

    messages_held: int
    call_outs_stopped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A copy put back, and what was settled on the way. ``replaced``: where what stood there is kept."""

    proof: Proof
    replaced: Path | None
    logins_ended: int
    accounts_closed: int
    people_erased: int
    messages_held: int
    call_outs_stopped: int


def prove_backup(actor: Actor, source: Path, folder: DataFolder) -> Proof:
    """Open a copy, or a bare database, without changing anything: what it holds. Raises Unproven, NewerSchema, StorageFault."""
    require(actor, Action.BACK_UP)
    with _staged(folder, source) as (staging, manifest):
        return _proof(staging / DATABASE, manifest)


def restore_backup(actor: Actor, source: Path, folder: DataFolder, clock: Clock = system_clock) -> Restored:
    """Put a copy in the place of a folder's data. Raises FolderBusy while it is served, Unproven, NewerSchema, StorageFault;

    the folder then still holds what it held.
    """
    require(actor, Action.BACK_UP)
    with folder.locked(), _cleared(folder), _staged(folder, source) as (staging, manifest):
        if manifest is not None:
            # A copy without content was made of a folder without any.
            (staging / CONTENT).mkdir(exist_ok=True)
            (staging / CONTENT).chmod(0o750)
        proof = _proof(staging / DATABASE, manifest)
        now = clock()
        before, disabled, erased = _left_behind(folder)
        again = _erase_again(actor, Store(DataFolder(staging), clock), erased)
        conn = connect(staging / DATABASE)
        try:
            conn.execute("BEGIN IMMEDIATE")
            settled = _settle(conn, now, disabled)
            revocations.carry_over(conn, _revoked(folder))
            if manifest is not None:
                backup_runs.add_made(conn, Made(source, manifest, source.stat().st_size), now)
            told = {"file": source.name, "replaced_head": before, "people_erased": again, **settled}
            journal.write(conn, now, actor.id, "backup_restored", source.name, told)
            conn.commit()
            # Beside the database stands everyone it knows was erased, and everyone erased since.
            if everyone := {**erased, **erasures.erased(conn)}:
                erasures.write_list(DataFolder(staging), everyone)
        finally:
            conn.close()
        replaced = restoring.put_in_place(folder, staging, now)
    return Restored(proof=proof, replaced=replaced, people_erased=again, **settled)


@contextmanager
def _cleared(folder: DataFolder) -> Iterator[None]:
    """Finish an earlier restoration that was cut short, take away what is worth nothing: nobody else restores while the folder is held."""
    restoring.finish(folder)
    restoring.sweep(folder)
    yield


@contextmanager
def _staged(folder: DataFolder, source: Path) -> Iterator[tuple[Path, Manifest | None]]:
    """A folder on the same disk that holds what the copy holds, proven and of the present schema; gone at the end."""
    if not source.is_file():
        raise Unproven(N_("{path} n’existe pas, ou n’est pas un fichier : vérifiez son nom."), path=str(source))
    folder.prepare()
    with (
        files_explained(folder.path),
        explained(folder.path),
        working.working(folder.path, restoring.PREPARING) as staging,
    ):
        manifest = _taken_out(source, staging)
        # What was wrong when the copy was made is found again below, once the schema is of this version.
        backup_proof.prove_database(staging / DATABASE, manifest)
        _bring_up_to_date(staging / DATABASE)
        yield staging, manifest


def _taken_out(source: Path, staging: Path) -> Manifest | None:
    if not backup_proof.is_database(source):
        return backup_file.unpack(source, staging)
    backup_proof.copy_bare(source, staging / DATABASE)
    return None


def _bring_up_to_date(database: Path) -> None:
    """Take the steps of the schema that a copy of an earlier version lacks, then ask of it all that is asked of a folder."""
    conn = connect(database)
    try:
        schema.bring_up_to_date(conn)
        for message, data in integrity.problems(conn)[:1]:
            raise Unproven(message, **data)
    finally:
        conn.close()


def _proof(database: Path, manifest: Manifest | None) -> Proof:
    with closing(backup_proof.reading(database)) as conn:
        counts = backup_proof.counts_of(conn)
        return Proof(
            community=community.read(conn).name,
            people=counts["person"],
            journal_entries=counts["journal"],
            at=manifest.at if manifest else None,
            version=manifest.version if manifest else "",
        )


def _left_behind(folder: DataFolder) -> tuple[str, frozenset[AccountId], dict[PersonId, datetime]]:
    """Of what is about to be replaced: the journal's head, the accounts closed there, the people erased and since when.

    Of a database that does not read, only the list that stands beside it.
    """
    listed = erasures.listed(folder)
    try:
        with closing(backup_proof.reading(folder.database)) as conn:
            closed = frozenset(one.id for one in accounts.every(conn) if one.disabled_at is not None)
            return backup_proof.head_of(conn), closed, {**listed, **erasures.erased(conn)}
    except Exception:
        return "", frozenset(), listed


def _revoked(folder: DataFolder) -> dict[str, revocations.Rows]:
    """What the database about to be replaced took back from anyone; nothing when it does not read."""
    try:
        with closing(backup_proof.reading(folder.database)) as conn:
            return revocations.read(conn)
    except Exception:
        return {}


def _erase_again(actor: Actor, store: Store, erased: Mapping[PersonId, datetime]) -> int:
    """An erasure outlives the restoration of a copy made before it. How many people had come back."""
    if erased:
        erasures.write_list(store.folder, erased)
    return reapply_erasures(actor, store)


def _settle(conn: Connection, now: datetime, disabled: Collection[AccountId]) -> Settled:
    held = due(messages.waiting(conn), now)
    left = [one.message for one in messages.waiting(conn, [MessageState.SENDING])]
    for message in (*held, *left):
        messages.update(conn, Queued(_to_look_at(message, now), now), now)
    letters = [one for one in partner_letters.in_states(conn) if _may_have_left(one, now)]
    for letter in letters:
        partner_letters.update(conn, replace(letter, state=MessageState.FAILED, error=_doubt(now)), now)
    running = call_outs.running(conn)
    for one in running:
        call_outs.update(conn, stop(one.callout, now), None)
    return {
        **_settle_accounts(conn, now, disabled),
        "messages_held": len(held) + len(left) + len(letters),
        "call_outs_stopped": len(running),
    }


def _settle_accounts(conn: Connection, now: datetime, disabled: Collection[AccountId]) -> SettledAccounts:
    """Nobody is signed in, no link sent since is good again, and an account closed since stays closed."""
    ended, closed = 0, 0
    for account in accounts.every(conn):
        ended += logins.end_every(conn, account.id, now)
        one_time_links.forget_unused(conn, account.id)
        if account.id in disabled and account.disabled_at is None:
            accounts.change(conn, replace(account, disabled_at=now))
            closed += 1
    return {"logins_ended": ended, "accounts_closed": closed}


def _to_look_at(message: Message, now: datetime) -> Message:
    """It may have left after the copy was made: a person decides, and who gets it twice is told why."""
    return replace(message, state=MessageState.FAILED, was_uncertain=True, error=_doubt(now))


def _may_have_left(letter: PartnerLetter, now: datetime) -> bool:
    """Whether a letter to a partner may have left since: one passed on by hand waits for a person already."""
    return letter.state is MessageState.SENDING or (letter.channel is not Channel.HAND and letter.next_at <= now)


def _doubt(now: datetime) -> str:
    return _("peut-être déjà parti avant la restauration du {when}").format(when=spoken_instant(now))
