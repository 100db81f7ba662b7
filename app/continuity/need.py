"""A care need as it is held: what stays in clear, and the rest, which only its practice's key opens.

No name, birth date, address, telephone or free text of a patient belongs here; the practice keeps the key table on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from app.core.errors import NotFound
from app.core.ids import PracticeId

NeedId = NewType("NeedId", str)

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""What JSON says."""

Content = Mapping[str, Plain]
"""All that is sealed of a need: pseudonym, category, commune, limits, relays."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stays in clear of a need. ``expires_at`` is UTC; a need past it is read no more."""

    id: NeedId
    practice: PracticeId
    expires_at: datetime
    revision: int = 1

    @property
    def bound(self) -> bytes:
        """What a sealed content is bound to: it opens under no other need, practice or revision."""
        return f"{self.id}|{self.practice}|{self.revision}".encode()


@dataclass(frozen=True, slots=True)
class HeldNeed:
    """A need opened in memory."""

    stamp: Stamp
    content: Content


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Needs of one practice that nothing here opens, with the sentence's template."""

    practice: PracticeId
    needs: int
    why: str


class KeyLost(NotFound):
    """A practice's key is missing, or is not the one that sealed its needs; ``data`` says which practice, how many needs."""
