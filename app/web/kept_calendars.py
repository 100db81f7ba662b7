"""Calendars already written, by address: served again until the database changes, and when it fails."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property

from app.web.security_headers import OWN_PAIRS

Stamp = tuple[int, date]
"""State of the database and civil day at which something was last seen to be true."""

MAX_ENTRIES = 1_000
MAX_BYTES = 64 * 2**20


_ALWAYS = (
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"Accept-Encoding"),
    (b"x-robots-tag", b"noindex, nofollow"),
    *OWN_PAIRS,
)
_CALENDAR = (
    (b"content-type", b"text/calendar; charset=utf-8"),
    (b"content-disposition", b'inline; filename="releve.ics"'),
)
_GZIP = (b"content-encoding", b"gzip")

Pairs = tuple[tuple[bytes, bytes], ...]
"""Headers as they travel: names in lower case."""


@dataclass(frozen=True, slots=True)
class Head:
    """The headers of a 304 and of a 200, written once for all the phones that poll."""

    unchanged: Pairs
    whole: Pairs


@dataclass(frozen=True, slots=True)
class Asked:
    """An address asked for: everything its bytes depend on besides the database."""

    token: str
    base_url: str
    reminders: tuple[int, ...]
    language: str


@dataclass(frozen=True)
class Body:
    """One calendar's bytes, plain and compressed, each with its strong tag (RFC 9110 §8.8.3.3)."""

    revision: bytes
    plain: bytes
    last_modified: datetime

    @cached_property
    def zipped(self) -> bytes:
        return gzip.compress(self.plain, compresslevel=6, mtime=0)

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self.plain).hexdigest()[:32]

    @cached_property
    def tags(self) -> tuple[str, str]:
        """The tags of the plain and of the compressed form."""
        return f'"{self._digest}"', f'"{self._digest}-gzip"'

    @cached_property
    def heads(self) -> tuple[Head, Head]:
        """The headers of the plain and of the compressed form."""
        return self._head(self.tags[0], self.plain), self._head(self.tags[1], self.zipped, _GZIP)

    def _head(self, tag: str, content: bytes, *more: tuple[bytes, bytes]) -> Head:
        written = format_datetime(self.last_modified, usegmt=True)
        unchanged = ((b"etag", tag.encode()), (b"last-modified", written.encode()), *_ALWAYS)
        return Head(unchanged, (*unchanged, *more, *_CALENDAR, (b"content-length", str(len(content)).encode())))

    @property
    def weight(self) -> int:
        return len(self.plain) * 2


@dataclass(slots=True)
class _Kept:
    body: Body
    stamp: Stamp


class KeptCalendars:
    """At most :data:`MAX_ENTRIES` calendars and about :data:`MAX_BYTES` bytes, least recently served dropped first."""

    def __init__(self, max_entries: int = MAX_ENTRIES, max_bytes: int = MAX_BYTES) -> None:
        self._kept: OrderedDict[Asked, _Kept] = OrderedDict()
        self._max_entries, self._max_bytes, self._bytes = max_entries, max_bytes, 0

    def __len__(self) -> int:
        return len(self._kept)

    def fresh(self, asked: Asked, stamp: Stamp) -> Body | None:
        """The body if nothing happened since ``stamp``."""
        kept = self._kept.get(asked)
        if kept is None or kept.stamp != stamp:
            return None
        self._kept.move_to_end(asked)
        return kept.body

    def last_good(self, asked: Asked) -> Body | None:
        """The body as it last was, however old."""
        kept = self._kept.get(asked)
        return kept.body if kept else None

    def keep(self, asked: Asked, body: Body, stamp: Stamp) -> None:
        """Serve ``body`` for ``asked`` while ``stamp`` holds."""
        self.forget(asked)
        self._kept[asked] = _Kept(body, stamp)
        self._bytes += body.weight
        while len(self._kept) > self._max_entries or (self._bytes > self._max_bytes and len(self._kept) > 1):
            self._bytes -= self._kept.popitem(last=False)[1].body.weight

    def forget(self, asked: Asked) -> None:
        """Never serve ``asked`` again: its link opens nothing any more."""
        kept = self._kept.pop(asked, None)
        self._bytes -= kept.body.weight if kept else 0


def moved_on(previous: Body | None, plain: bytes, now: datetime) -> datetime:
    """Last-Modified of a body written ``now``: never before the previous one's, later whenever the bytes differ."""
    now = now.replace(microsecond=0)
    if previous is None:
        return now
    if previous.plain == plain:
        return previous.last_modified
    return max(now, previous.last_modified + timedelta(seconds=1))
