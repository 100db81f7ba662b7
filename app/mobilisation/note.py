"""The short note a volunteer may leave with a poll: kept with it, gone with it, and refused when it holds what must not be kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId

LONGEST = 140
"""Characters of a note."""

_FORBIDDEN = (
    (
        re.compile(r"(?<!\d)[12][ .\-]?\d\d[ .\-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .\-]?(?:\d\d|2[ABab])[ .\-]?\d{3}[ .\-]?\d{3}(?!\d{3})"),
        N_("La note semble contenir un numéro de sécurité sociale : retirez-le, il n’a pas sa place ici."),
    ),
    (
        re.compile(r"(?:\+|00)\d{2}[ .\-]?(?:\(0\))?(?:[ .\-]?\d){8,10}|(?<!\d)0[1-9](?:[ .\-]?\d\d){4}(?!\d)"),
        N_("La note semble contenir un numéro de téléphone : retirez-le, la coordination a déjà le vôtre."),
    ),
    (
        re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
        N_("La note semble contenir une adresse e-mail : retirez-la, la coordination a déjà la vôtre."),
    ),
)  # fmt: skip
"""What a free text must not hold (DOMAIN §4.3), the most precise pattern first."""


@dataclass(frozen=True, slots=True)
class PollNote:
    """What one person adds to their answers, for the coordinator alone, until the poll closes."""

    person: PersonId
    poll_id: str
    text: str
    expires_at: datetime

    def is_live(self, now: datetime) -> bool:
        """Whether it may still be shown; an expired note is to be erased."""
        return now < self.expires_at


def note_of(text: str, person: PersonId, poll_id: str, expires_at: datetime) -> PollNote | None:
    """The note on one line; None when nothing is written.

    Raises InvalidInput beyond 140 characters, or when it seems to hold a phone number, an e-mail address or a social
    security number. Names and illnesses can't be told by a pattern: the page asks not to write any.
    """
    line = " ".join(text.split())
    if not line:
        return None
    if len(line) > LONGEST:
        raise InvalidInput(
            N_("La note fait {length} caractères : raccourcissez-la à {most}."), length=len(line), most=LONGEST
        )
    for pattern, why in _FORBIDDEN:
        if pattern.search(line):
            raise InvalidInput(why)
    return PollNote(person, poll_id, line, expires_at)
