"""What a copy of the data is made of: a zip that says what it holds, written and read back without trusting it.

A copy holds the database (``releve.sqlite3``, by SQLite's own backup), the community's content (``content/``) and
``manifest.json``. It never holds ``keys/`` nor ``secrets.toml``: who finds it can neither read sealed needs, nor make
links, nor send in our name.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import re
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from app import __version__
from app.core.clock import instant_of, instant_text
from app.core.errors import N_, InvalidInput
from app.store import integrity, journal, log, schema
from app.store.backup_rules import Kind
from app.store.faults import Fault, StorageFault

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "releve.backup/1"
DATABASE, MANIFEST, CONTENT = "releve.sqlite3", "manifest.json", "content"

_FIRST_YEAR = 1970
"""No clock of a machine says an earlier one."""

MAX_MANIFEST_BYTES = 4 * 2**20
CHUNK_BYTES = 2**20
_FIRST_OF_ZIP = datetime(1980, 1, 1, tzinfo=UTC)
SQLITE_MAGIC = b"SQLite format 3\x00"


class Unproven(InvalidInput):
    """A copy that can't be trusted: truncated, altered, damaged, or no copy of ours. Nothing was written from it."""


class Member(NamedTuple):
    """A file of a copy: its size in bytes and its SHA-256, in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a copy says of itself. ``at`` is UTC; ``counts`` are rows by table."""

    version: str
    kind: str
    at: datetime
    schema: tuple[str, ...]
    journal_head: str
    counts: Mapping[str, int]
    files: Mapping[str, Member]
    log_head: str = ""
    """Empty in copies of versions that did not keep it."""

    def as_json(self) -> str:
        """The text of ``manifest.json``."""
        held = {
            "format": FORMAT,
            "version": self.version,
            "kind": self.kind,
            "at": instant_text(self.at),
            "schema": list(self.schema),
            "journal_head": self.journal_head,
            "log_head": self.log_head,
            "counts": dict(sorted(self.counts.items())),
            "files": {name: one._asdict() for name, one in sorted(self.files.items())},
        }
        return json.dumps(held, ensure_ascii=False, indent=1)


def copy_online(conn: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of the open database at ``target``, in one file, readable by its owner."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(target)) as copy:
        conn.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def pack(packed: Path, database: Path, content: Path, at: datetime, kind: Kind) -> Manifest:
    """Write the copy of a database that nobody else holds open, and of the content, as a zip for its owner only."""
    with closing(reading(database)) as conn:
        taken, head, counts = schema.taken(conn), head_of(conn), counts_of(conn)
        log_head = log_head_of(conn)
    members = {DATABASE: database, **_content_files(content)}
    with open(packed, "xb", opener=_owner_only) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as held:
            sealed = {name: _put(held, name, path, at) for name, path in sorted(members.items())}
            manifest = Manifest(
                version=__version__,
                kind=kind,
                at=at,
                schema=taken,
                journal_head=head,
                counts=counts,
                files=sealed,
                log_head=log_head,
            )
            held.writestr(_info(MANIFEST, at), manifest.as_json())
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _content_files(content: Path) -> dict[str, Path]:
    """The overlay's files by their name in the copy. What a link points to may be a key: links are left out."""
    found: dict[str, Path] = {}
    for where, folders, names in os.walk(content, followlinks=False):
        folders[:] = sorted(name for name in folders if not (Path(where) / name).is_symlink())
        for name in sorted(names):
            path = Path(where) / name
            if path.is_file() and not path.is_symlink():
                found[f"{CONTENT}/{escaped(path.relative_to(content).as_posix())}"] = path
    return found


def escaped(name: str) -> str:
    """A file's name as the copy writes it: what a zip can't say, or another system would read otherwise, as %XX."""
    return "".join(_escape(one) for one in name)


def _escape(one: str) -> str:
    if "\udc80" <= one <= "\udcff":
        # A byte that is no UTF-8, as the system gives it.
        return f"%{ord(one) - 0xDC00:02X}"
    return f"%{ord(one):02X}" if one in "\\%" or one < " " else one


def _plain(name: str) -> str:
    """The name that :func:`escaped` wrote; one it could not have written is kept as it is."""
    held = re.sub(rb"%([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), name.encode())
    plain = held.decode(errors="surrogateescape")
    return plain if "\x00" not in plain and escaped(plain) == name else name


def _put(held: zipfile.ZipFile, name: str, path: Path, at: datetime) -> Member:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, held.open(_info(name, at), "w", force_zip64=True) as target:
        while piece := source.read(CHUNK_BYTES):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return Member(size, digest.hexdigest())


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    # A zip knows no year before 1980, and a machine that lost its clock must still be copied.
    info = zipfile.ZipInfo(name, max(at.astimezone(UTC), _FIRST_OF_ZIP).timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def unpack(source: Path, into: Path) -> Manifest:
    """Write the files of a copy below ``into``, each compared with what the manifest says of it.

    Raises Unproven for a file that is no copy, truncated or altered, StorageFault when there is no room.
    """
    into.mkdir(mode=0o700, exist_ok=True)
    try:
        with zipfile.ZipFile(source) as held:
            manifest = _manifest(held, source)
            if sum(one.bytes for one in manifest.files.values()) > shutil.disk_usage(into).free:
                raise StorageFault(Fault.FULL, into.parent)
            for name, member in sorted(manifest.files.items()):
                if _taken_out(held, name, into / _plain(name), member.bytes) != member:
                    raise _altered(source, name)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise _no_copy(source) from None
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        raise _altered(source, MANIFEST) from None
    except OSError as error:
        if error.errno is None:
            # What bz2 says of a damaged stream.
            raise _no_copy(source) from None
        raise
    return manifest


def _manifest(held: zipfile.ZipFile, source: Path) -> Manifest:
    names = [info.filename for info in held.infolist()]
    if MANIFEST not in names or held.getinfo(MANIFEST).file_size > MAX_MANIFEST_BYTES:
        raise _no_copy(source)
    try:
        manifest = _read_manifest(json.loads(held.read(MANIFEST)))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise _no_copy(source) from None
    if sorted(names) != sorted([MANIFEST, *manifest.files]) or not all(map(_is_ours, manifest.files)):
        raise _altered(source, MANIFEST)
    return manifest


def _read_manifest(said: Mapping[str, object]) -> Manifest:
    """The manifest as it was written. Raises ValueError, KeyError, TypeError or AttributeError for any other text."""
    if said["format"] != FORMAT:
        raise ValueError(said["format"])
    files, counts, steps = said["files"], said["counts"], said["schema"]
    if not (isinstance(files, dict) and isinstance(counts, dict) and isinstance(steps, list)):
        raise TypeError
    at = instant_of(str(said["at"]))
    if at.year < _FIRST_YEAR:
        raise ValueError(at)
    return Manifest(
        version=str(said["version"]),
        kind=Kind(str(said["kind"])),
        at=at,
        schema=tuple(str(step) for step in steps),
        journal_head=str(said["journal_head"]),
        counts={str(table): int(rows) for table, rows in counts.items()},
        files={str(name): Member(int(one["bytes"]), str(one["sha256"])) for name, one in files.items()},
        log_head=str(said.get("log_head", "")),
    )


def _is_ours(name: str) -> bool:
    """The database, or a file below ``content/`` that stays there."""
    path = PurePosixPath(name)
    below = path.parts[:1] == (CONTENT,) and len(path.parts) > 1 and ".." not in path.parts
    return name == DATABASE or (below and path.as_posix() == name and "\\" not in name and "\x00" not in name)


def _taken_out(held: zipfile.ZipFile, name: str, target: Path, most: int) -> Member:
    """Write one file, no longer than it should be; what was written."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with held.open(name) as source, open(target, "xb", opener=_owner_only) as file:
        while size <= most and (piece := source.read(CHUNK_BYTES)):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Member(size, digest.hexdigest())


def prove_database(path: Path, manifest: Manifest | None) -> list[tuple[str, dict[str, str]]]:
    """Open a database that was taken out of a copy: it must be whole, consistent, and what its manifest says.

    Returns what was already wrong when it was copied, a rewritten journal above all, as message templates with their
    values. Raises Unproven for a copy that does not read back; NewerSchema for a version that this one does not know.
    """
    with closing(reading(path)) as conn:
        try:
            _whole(conn, path)
            schema.refuse_newer(conn, path.name)
            if not schema.taken(conn) and manifest is None:
                raise _no_copy(path)
            if manifest and (schema.taken(conn), head_of(conn), counts_of(conn)) != (
                manifest.schema,
                manifest.journal_head,
                manifest.counts,
            ):
                raise _altered(path, DATABASE)
            if manifest and manifest.log_head not in ("", log_head_of(conn)):
                raise _altered(path, DATABASE)
            return integrity.problems(conn) if schema.is_current(conn) else []
        except sqlite3.DatabaseError as error:
            raise _damaged(path) from error


def _whole(conn: sqlite3.Connection, path: Path) -> None:
    if [row[0] for row in conn.execute("PRAGMA integrity_check(1)")] != ["ok"]:
        raise _damaged(path)
    if conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise _damaged(path)


def is_database(path: Path) -> bool:
    """Whether a file is a bare SQLite database, as a continuous replica gives it back. Raises Unproven when it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError as error:
        raise Unproven(
            N_("{path} ne se lit pas : vérifiez le nom du fichier et le droit de le lire."), path=str(path)
        ) from error


def copy_bare(source: Path, target: Path) -> None:
    """Copy a bare database, what its write-ahead log holds included. Raises Unproven when it is damaged."""
    try:
        with closing(reading(source)) as conn:
            copy_online(conn, target)
    except sqlite3.DatabaseError as error:
        raise _damaged(source) from error


def reading(path: Path) -> sqlite3.Connection:
    """A connection that can't write, rows by name."""
    conn = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    conn.row_factory = sqlite3.Row
    return conn


def head_of(conn: sqlite3.Connection) -> str:
    """The journal's head; empty where there is no journal yet."""
    held = {row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # Older schemas know no checkpoint, and an empty journal asks for the last one.
    return journal.head(conn) if {"journal", "checkpoint"} <= held else ""


def log_head_of(conn: sqlite3.Connection) -> str:
    """The head of the main courante; empty where there is none yet."""
    held = {row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return log.LOG.head(conn) if {"log", "checkpoint"} <= held else ""


def counts_of(conn: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    tables = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {
        row["name"]: conn.execute(f'SELECT count(*) FROM "{row["name"].replace(chr(34), chr(34) * 2)}"').fetchone()[0]
        for row in tables
    }


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _no_copy(path: Path) -> Unproven:
    return Unproven(
        N_("{path} n’est pas une sauvegarde entière de Relève : le fichier est tronqué, ou d’une autre sorte. Prenez-en une autre ; rien n’a été changé."),
        path=str(path),
    )  # fmt: skip


def _altered(path: Path, name: str) -> Unproven:
    return Unproven(
        N_("{path} a été altéré : {name} n’est plus ce que la sauvegarde avait noté. Prenez-en une autre ; rien n’a été changé."),
        path=str(path),
        name=name,
    )  # fmt: skip


def _damaged(path: Path) -> Unproven:
    return Unproven(
        N_("{path} : la base est endommagée, elle ne se relit pas en entier. Prenez une autre sauvegarde ; rien n’a été changé."),
        path=str(path),
    )  # fmt: skip
