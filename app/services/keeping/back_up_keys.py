"""Save the folder's keys in one file under a passphrase, apart from backups of data, and put them back.

Without the keys a restored folder has dead links, second factors that fail and needs that nobody reads; with keys and data
in one place, sealing the needs protects nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import instant_text, paris_date
from app.core.errors import N_, InvalidInput, UnreadableFile
from app.core.private_file import write_private
from app.library import content_file
from app.store import care_keys, journal, key_backups, key_marks, people
from app.store.key_file import LONGEST_FILE, checked_passphrase, new_passphrase, opened_file, sealed_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store
    from app.store.folder import DataFolder

NAME = re.compile(r"[a-z][A-Za-z0-9_-]{0,110}")
CARE = "care-"

WORDS = "data/demo/password_words.txt"
"""Words without accents, easy to read aloud: those of the demonstration's passwords."""


@dataclass(frozen=True, slots=True)
class KeysFile:
    """A backup of keys: its name, its bytes, how many keys it holds and how many of them are practices'."""

    name: str
    content: bytes
    keys: int
    practices: int
    names: frozenset[str] = frozenset()
    """Names of the keys in it."""


@dataclass(frozen=True, slots=True)
class RestoredKeys:
    """What a restoration did, by names of keys: put back, there already, kept as they are, and left out because the folder
    knows another key for that practice, or destroyed it."""

    restored: tuple[str, ...]
    present: tuple[str, ...]
    kept: tuple[str, ...]
    left_out: tuple[str, ...]


def suggested_passphrase() -> str:
    """A phrase in words for a file of keys: whoever keeps the file writes it on paper. 80 bits at least."""
    return new_passphrase(content_file(WORDS).read_text("utf-8").split())


def keys_file(actor: Actor, store: Store, passphrase: str, *, place: str = "") -> KeysFile:
    """Every key under a passphrase. ``place``: where it is said to be kept, in words, so that it is found the day a key
    must be destroyed. Raises InvalidInput for a weak passphrase. The passphrase is kept nowhere."""
    require(actor, Action.KEEP_KEYS)
    made, holds = _sealed(store, passphrase)
    _note(actor, store, place, made, holds)
    return made


def save_keys(actor: Actor, store: Store, path: Path, passphrase: str) -> KeysFile:
    """:func:`keys_file`, written at ``path`` (a folder: under its own name there) for its owner alone.

    Raises InvalidInput for a place inside the data folder, or a file that exists.
    """
    require(actor, Action.KEEP_KEYS)
    target = path / file_name(store.now()) if path.is_dir() else path
    if store.folder.path.resolve() in target.resolve().parents:
        raise InvalidInput(
            N_(
                "Gardez les clés ailleurs que dans le dossier de données : à côté d’elles, elles ne protègent plus rien."
            )
        )
    if target.exists():
        raise InvalidInput(N_("Le fichier {file} existe déjà : choisissez un autre nom."), file=target.name)
    if not target.parent.is_dir():
        raise InvalidInput(N_("Le dossier {folder} n’existe pas."), folder=str(target.parent))
    made, holds = _sealed(store, passphrase)
    _write(target, made.content)
    _note(actor, store, str(target), made, holds)
    return made


def restore_keys(
    actor: Actor, store: Store, source: Path | bytes, passphrase: str, *, replace: bool = False
) -> RestoredKeys:
    """Put keys back. A practice's key comes back only if it is the one the database knows; another key that differs from
    the one here is kept as it is unless ``replace`` (a folder made anew, before anybody was given a link).

    Raises UnreadableFile, InvalidInput; nothing is then changed.
    """
    require(actor, Action.KEEP_KEYS)
    found = opened_file(_content(source), passphrase)
    if not all(NAME.fullmatch(name) and len(key) == care_keys.KEY_BYTES for name, key in found.items()):
        raise UnreadableFile(N_("Ce fichier ne contient pas que des clés : il n’est pas repris."))
    with store.transaction() as conn:
        care_keys.settle(conn, store.folder)
        known = {care_keys.key_name(one.practice): one for one in care_keys.every(conn).values()}
        done: dict[str, list[str]] = {"restored": [], "present": [], "kept": [], "left_out": []}
        for name, key in sorted(found.items()):
            done[_put_back(store.folder, name, key, known, replace=replace)].append(name)
        key_marks.note(conn, store.folder, anew=done["restored"])
        journal.write(
            conn, store.now(), actor.id, "keys_restored", "keys", {what: len(names) for what, names in done.items()}
        )
    return RestoredKeys(*(tuple(done[what]) for what in ("restored", "present", "kept", "left_out")))


def file_name(at: datetime) -> str:
    """``releve-cles-2026-11-26.json``."""
    return f"releve-cles-{paris_date(at).isoformat()}.json"


def _sealed(store: Store, passphrase: str) -> tuple[KeysFile, Mapping[PracticeId, str]]:
    """The file, once it was read back, and the fingerprints of the practices' keys in it."""
    checked_passphrase(passphrase)
    # Under the writing lock: no key may change between the reading of the files and that of their fingerprints.
    with store.transaction() as conn:
        care_keys.settle(conn, store.folder)
        keys, holds = _keys(store.folder), _held(conn, store.folder)
    now = store.now()
    content = sealed_file(keys, passphrase, instant_text(now))
    if opened_file(content, passphrase) != keys:
        raise UnreadableFile(N_("La sauvegarde des clés ne se relit pas : rien n’a été gardé, recommencez."))
    return KeysFile(file_name(now), content, len(keys), len(holds), frozenset(keys)), holds


def _note(actor: Actor, store: Store, place: str, made: KeysFile, holds: Mapping[PracticeId, str]) -> None:
    with store.transaction() as conn:
        now = store.now()
        id = key_backups.add(conn, now, actor.id, place.strip(), holds)
        care_keys.note_saved(conn, holds, now)
        key_marks.note(conn, store.folder, anew=made.names)
        journal.write(conn, now, actor.id, "keys_saved", id, {"keys": made.keys, "practices": made.practices})


def _put_back(
    folder: DataFolder, name: str, key: bytes, known: Mapping[str, care_keys.CareKey], *, replace: bool
) -> str:
    path = folder.keys / f"{name}.key"
    here = path.read_bytes() if path.exists() else None
    if here == key:
        return "present"
    if name.startswith(CARE):
        wanted = known.get(name)
        if care_keys.fingerprint(key) in care_keys.destroyed(folder):
            return "left_out"
        if wanted is None or wanted.shredded_at is not None or wanted.fingerprint != care_keys.fingerprint(key):
            return "left_out"
    elif here is not None and not replace:
        return "kept"
    care_keys.write_key(path, key)
    return "restored"


def _keys(folder: DataFolder) -> dict[str, bytes]:
    return {
        path.stem: path.read_bytes()
        for path in sorted(folder.keys.glob("*.key"))
        if NAME.fullmatch(path.stem) and path.stat().st_size == care_keys.KEY_BYTES
    }


def _held(conn: Connection, folder: DataFolder) -> dict[PracticeId, str]:
    """Fingerprints of the practices' keys that are really there."""
    practices = {one.id for one in people.practices(conn)}
    return {
        one.practice: one.fingerprint
        for one in care_keys.every(conn).values()
        if one.practice in practices and care_keys.held(conn, folder, one.practice) is not None
    }


def _content(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        with source.open("rb") as file:
            return file.read(LONGEST_FILE + 1)
    except OSError:
        raise UnreadableFile(N_("Le fichier {file} ne peut pas être lu."), file=source.name) from None


def _write(path: Path, content: bytes) -> None:
    try:
        write_private(path, content)
    except OSError:
        raise InvalidInput(N_("Le fichier {file} ne peut pas être écrit : vérifiez la place et les droits."), file=str(path)) from None  # fmt: skip
