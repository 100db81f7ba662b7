"""What a copy of the data is made of: a zip that says what it holds, written and read back without trusting it.

A copy holds the database (``releve.sqlite3``, by SQLite's own backup), the community's content (``content/``) and
``manifest.json``. It never holds ``keys/`` nor ``secrets.toml``: who finds it can neither read sealed needs, nor make
links, nor send in our name.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import shutil
import zipfile
import zlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.store import schema
from app.store.backup_manifest import CONTENT, DATABASE, MANIFEST, Manifest, Member, escaped, manifest_in, unescaped
from app.store.backup_proof import counts_of, head_of, log_head_of, reading
from app.store.faults import Fault, StorageFault
from app.store.unproven import altered, no_copy

if TYPE_CHECKING:
    from app.store.backup_rules import Kind

CHUNK_BYTES = 2**20

_FIRST_OF_ZIP = datetime(1980, 1, 1, tzinfo=UTC)


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
            manifest = manifest_in(held, source)
            if sum(one.bytes for one in manifest.files.values()) > shutil.disk_usage(into).free:
                raise StorageFault(Fault.FULL, into.parent)
            for name, member in sorted(manifest.files.items()):
                if _taken_out(held, name, into / unescaped(name), member.bytes) != member:
                    raise altered(source, name)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise no_copy(source) from None
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        raise altered(source, MANIFEST) from None
    except OSError as error:
        if error.errno is None:
            # What bz2 says of a damaged stream.
            raise no_copy(source) from None
        raise
    return manifest


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


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
