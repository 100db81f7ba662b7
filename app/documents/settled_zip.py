"""ZIP files whose bytes depend on what they hold alone: entries in order, one date for all, no trace of the machine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from app.core.clock import PARIS, instant_text

READABLE_FILE = 0o644 << 16
UNIX = 3
CORE = "docProps/core.xml"
"""Where office files keep who made them and when (ECMA-376, part 2)."""


def settled_zip(entries: Mapping[str, bytes], at: datetime) -> bytes:
    """A ZIP of ``entries`` in the order given, all dated ``at`` (aware; ZIP dates are wall times, here Paris, from 1980 on)."""
    packed = io.BytesIO()
    wall = at.astimezone(PARIS)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(
                name, (max(1980, wall.year), wall.month, wall.day, wall.hour, wall.minute, wall.second)
            )
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, UNIX, READABLE_FILE
            archive.writestr(entry, content)
    return packed.getvalue()


def settled_office(file: bytes, at: datetime) -> bytes:
    """An office file (DOCX, XLSX) packed again so that the same content gives the same bytes, created and changed ``at``."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries[CORE] = _dated(entries[CORE], at)
    return settled_zip(entries, at)


def _dated(core: bytes, at: datetime) -> bytes:
    instant = instant_text(at.astimezone(UTC)).encode()
    return re.sub(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*", rb"\g<1>" + instant, core)
