"""Care needs, sealed: AES-256-GCM under their practice's key, bound to need, practice and revision, a fresh nonce each time.

In clear: id, practice, revision, expiry. Everything else is one sealed value, padded so that its length says little. Rows
in, values out; who may read them is the services' business.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.continuity.need import Content, HeldNeed, KeyLost, NeedId, Stamp, Unreadable
from app.core.clock import instant_of, instant_text
from app.core.errors import N_, InvalidInput, NotFound, StaleRevision
from app.core.ids import PracticeId
from app.store import care_keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.store.database import Connection
    from app.store.folder import DataFolder

VERSION = b"\x01"
NONCE_BYTES = 12
"""NIST SP 800-38D §8.2.2: 96 random bits; a key seals far fewer than the 2³² values that this allows."""

PADDED_TO = 256
LONGEST = 16 * 1024

LOST = N_(
    "La clé de « {practice} » manque ; besoins illisibles sans elle : {needs}. Restaurez la sauvegarde des clés"
    " (Réglages, Données, Clés et hébergement) ; s’il n’y en a pas, ces besoins sont perdus : détruisez la clé, puis"
    " ressaisissez-les avec le cabinet."
)
OTHER = N_(
    "La clé de « {practice} » n’est pas celle qui a scellé ses besoins ; besoins illisibles : {needs}. Restaurez une"
    " sauvegarde des clés qui contient la leur : faite après le dernier changement de clé que ces données connaissent et,"
    " si elles viennent d’une copie restaurée, avant le changement suivant."
)
SHREDDED = N_("La clé de « {practice} » a été détruite ; besoins illisibles pour toujours : {needs}.")
ALTERED = N_(
    "Des besoins de « {practice} » ont été altérés dans la base ; besoins illisibles : {needs}. Gardez ce dossier tel"
    " quel et prévenez l’administration."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """Needs read in memory, and those that could not be, by practice: an answer that forgets them would be wrong."""

    needs: tuple[HeldNeed, ...]
    unreadable: tuple[Unreadable, ...] = ()


def seal(key: bytes, stamp: Stamp, content: Content) -> bytes:
    """The sealed value of a need's content. Raises InvalidInput when it is longer than :data:`LONGEST` bytes."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    if len(text) > LONGEST:
        raise InvalidInput(N_("Ce besoin est trop long pour être gardé : tenez-vous-en aux champs prévus."))
    nonce = secrets.token_bytes(NONCE_BYTES)
    padded = text.ljust(-(-len(text) // PADDED_TO) * PADDED_TO)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, padded, VERSION + stamp.bound)


def unseal(key: bytes, stamp: Stamp, sealed: bytes) -> Content:
    """The content that :func:`seal` sealed under the same key and stamp. Raises cryptography's InvalidTag otherwise."""
    if sealed[:1] != VERSION or len(sealed) <= len(VERSION) + NONCE_BYTES:
        raise InvalidTag
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    content: Content = json.loads(AESGCM(key).decrypt(nonce, rest, VERSION + stamp.bound))
    return content


def put(conn: Connection, key: bytes, need: HeldNeed) -> None:
    """Write a need: new at revision 1, else over the one before it. Raises StaleRevision, NotFound."""
    stamp = need.stamp
    values = (instant_text(stamp.expires_at), seal(key, stamp, need.content), stamp.revision)
    if stamp.revision == 1:
        conn.execute(
            "INSERT INTO care_need (expires_at, sealed, revision, id, practice_id) VALUES (?, ?, ?, ?, ?)",
            (*values, stamp.id, stamp.practice),
        )
        return
    done = conn.execute(
        "UPDATE care_need SET expires_at = ?, sealed = ?, revision = ? WHERE id = ? AND practice_id = ? AND revision = ?",
        (*values, stamp.id, stamp.practice, stamp.revision - 1),
    )
    if done.rowcount == 1:
        return
    if conn.execute("SELECT 1 FROM care_need WHERE id = ? AND practice_id = ?", (stamp.id, stamp.practice)).fetchone():
        raise StaleRevision(
            N_("Quelqu’un du cabinet a modifié ce besoin entre-temps. Rien n’a été écrit : relisez-le.")
        )
    raise NotFound(N_("Ce besoin n’existe plus : il a expiré, ou quelqu’un du cabinet l’a retiré."))


def drop(conn: Connection, practice: PracticeId, ids: Iterable[NeedId]) -> int:
    """Remove needs of a practice; how many there were."""
    return sum(
        conn.execute("DELETE FROM care_need WHERE id = ? AND practice_id = ?", (one, practice)).rowcount for one in ids
    )


def drop_all(conn: Connection, practice: PracticeId) -> int:
    """Remove every need of a practice."""
    return conn.execute("DELETE FROM care_need WHERE practice_id = ?", (practice,)).rowcount


def stamps(conn: Connection, practice: PracticeId) -> list[Stamp]:
    """What is in clear of a practice's needs, expired ones included, in order of id."""
    rows = conn.execute("SELECT * FROM care_need WHERE practice_id = ? ORDER BY id", (practice,))
    return [_stamp(row) for row in rows]


def counts(conn: Connection) -> dict[PracticeId, int]:
    """How many needs each practice holds, expired ones included; needs no key."""
    rows = conn.execute(
        "SELECT practice_id, count(*) AS needs FROM care_need GROUP BY practice_id ORDER BY practice_id"
    )
    return {PracticeId(row["practice_id"]): row["needs"] for row in rows}


def opened(conn: Connection, folder: DataFolder, at: datetime, practices: Iterable[PracticeId] | None = None) -> Opened:
    """Every need not expired at ``at`` (UTC), of some practices or of all, in order of practice then id.

    For services alone: what they give back are totals, or rows of a practice to its own members.
    """
    chosen = None if practices is None else frozenset(practices)
    by_practice: dict[PracticeId, list[sqlite3.Row]] = {}
    for row in conn.execute(
        "SELECT * FROM care_need WHERE expires_at > ? ORDER BY practice_id, id", (instant_text(at),)
    ):
        if chosen is None or row["practice_id"] in chosen:
            by_practice.setdefault(PracticeId(row["practice_id"]), []).append(row)
    needs: list[HeldNeed] = []
    lost: list[Unreadable] = []
    for practice, rows in by_practice.items():
        read = _open(conn, folder, practice, rows)
        needs += read.needs
        lost += read.unreadable
    return Opened(tuple(needs), tuple(lost))


def opened_of(conn: Connection, folder: DataFolder, at: datetime, practice: PracticeId) -> Sequence[HeldNeed]:
    """One practice's needs. Raises KeyLost with the sentence that says which practice, how many needs and what to do."""
    read = opened(conn, folder, at, [practice])
    for one in read.unreadable:
        raise KeyLost(one.why, practice=practice_name(conn, practice), needs=one.needs)
    return read.needs


def reseal(conn: Connection, practice: PracticeId, old: bytes, new: bytes) -> int:
    """Seal every need of a practice under another key, revisions unchanged; how many. Raises KeyLost when one won't open."""
    rows = conn.execute("SELECT * FROM care_need WHERE practice_id = ? ORDER BY id", (practice,)).fetchall()
    for row in rows:
        stamp = _stamp(row)
        try:
            content = unseal(old, stamp, row["sealed"])
        except InvalidTag:
            raise KeyLost(ALTERED, practice=practice_name(conn, practice), needs=1) from None
        conn.execute("UPDATE care_need SET sealed = ? WHERE id = ?", (seal(new, stamp, content), stamp.id))
    return len(rows)


def problems(conn: Connection, folder: DataFolder, at: datetime) -> list[tuple[str, dict[str, str]]]:
    """Needs that can't be read, as message templates with their values; empty when all is well."""
    return [
        (one.why, {"practice": practice_name(conn, one.practice), "needs": str(one.needs)})
        for one in opened(conn, folder, at).unreadable
    ]


def practice_name(conn: Connection, practice: PracticeId) -> str:
    """The practice's name as people know it."""
    row = conn.execute("SELECT name FROM practice WHERE id = ?", (practice,)).fetchone()
    return str(row["name"]) if row else ""


def _open(conn: Connection, folder: DataFolder, practice: PracticeId, rows: list[sqlite3.Row]) -> Opened:
    key = care_keys.held(conn, folder, practice)
    if key is None:
        return Opened((), (Unreadable(practice, len(rows), _why(conn, folder, practice)),))
    needs, altered = [], 0
    for row in rows:
        stamp = _stamp(row)
        try:
            needs.append(HeldNeed(stamp, unseal(key, stamp, row["sealed"])))
        except InvalidTag:
            altered += 1
    return Opened(tuple(needs), (Unreadable(practice, altered, ALTERED),) if altered else ())


def _why(conn: Connection, folder: DataFolder, practice: PracticeId) -> str:
    known = care_keys.find(conn, practice)
    if known is not None and (known.shredded_at is not None or known.fingerprint in care_keys.destroyed(folder)):
        return SHREDDED
    return OTHER if care_keys.path_of(folder, practice).exists() else LOST


def _stamp(row: sqlite3.Row) -> Stamp:
    return Stamp(NeedId(row["id"]), PracticeId(row["practice_id"]), instant_of(row["expires_at"]), row["revision"])
