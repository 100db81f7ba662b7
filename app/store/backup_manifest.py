"""What a copy says of itself: its manifest, and the names of files as a zip may hold them. Nothing it says is taken on trust."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from app.core.clock import instant_of, instant_text
from app.store.backup_rules import Kind
from app.store.unproven import altered, no_copy

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping
    from datetime import datetime

FORMAT = "releve.backup/1"

DATABASE, MANIFEST, CONTENT = "releve.sqlite3", "manifest.json", "content"

_FIRST_YEAR = 1970
"""No clock of a machine says an earlier one."""

MAX_MANIFEST_BYTES = 4 * 2**20


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


def escaped(name: str) -> str:
    """A file's name as the copy writes it: what a zip can't say, or another system would read otherwise, as %XX."""
    return "".join(_escape(one) for one in name)


def _escape(one: str) -> str:
    if "\udc80" <= one <= "\udcff":
        # A byte that is no UTF-8, as the system gives it.
        return f"%{ord(one) - 0xDC00:02X}"
    return f"%{ord(one):02X}" if one in "\\%" or one < " " else one


def unescaped(name: str) -> str:
    """The name that :func:`escaped` wrote; one it could not have written is kept as it is."""
    held = re.sub(rb"%([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), name.encode())
    plain = held.decode(errors="surrogateescape")
    return plain if "\x00" not in plain and escaped(plain) == name else name


def manifest_in(held: zipfile.ZipFile, source: Path) -> Manifest:
    """The manifest of an open copy, whose names are the copy's own. Raises Unproven."""
    names = [info.filename for info in held.infolist()]
    if MANIFEST not in names or held.getinfo(MANIFEST).file_size > MAX_MANIFEST_BYTES:
        raise no_copy(source)
    try:
        manifest = _read_manifest(json.loads(held.read(MANIFEST)))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise no_copy(source) from None
    if sorted(names) != sorted([MANIFEST, *manifest.files]) or not all(map(_is_ours, manifest.files)):
        raise altered(source, MANIFEST)
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
