"""Typed ids. Ids are UUIDv7 text: unique, ordered by creation, never shown to a person."""

from __future__ import annotations

import secrets
import time
from typing import NewType

PersonId = NewType("PersonId", str)
PracticeId = NewType("PracticeId", str)
PartnerId = NewType("PartnerId", str)
CentreId = NewType("CentreId", str)
SessionId = NewType("SessionId", str)
SeatId = NewType("SeatId", str)


def new_id(at_ms: int | None = None) -> str:
    """A new UUIDv7 (RFC 9562 §5.7) as lower-case text; ``at_ms`` fixes its instant (Unix milliseconds) in tests."""
    stamp = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    value = (stamp & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
