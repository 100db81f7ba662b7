"""Closing the attendance of a session: what becomes of each seat, who worked when, and the count in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.activity.attendance import AttendanceRow, Origin, Presence, standing, worked
from app.core.errors import N_, InvalidInput
from app.scheduling.session import SeatState
from app.words import _, ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import SeatId, SessionId
    from app.core.intervals import Interval
    from app.scheduling.session import Session


@dataclass(frozen=True, slots=True)
class Worked:
    """One attendee's hours in a session, ready to be turned into a vacation."""

    row: AttendanceRow
    interval: Interval


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were expected, came, and came on top."""

    expected: int = 0
    present: int = 0
    counts: Mapping[Presence, int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """« 9 présents sur 10 attendus ; 1 absent ; 1 en retard ; 1 en plus ; 1 renfort de passage. »"""
        parts = [
            ngettext(
                "{n} présent sur {expected} attendus", "{n} présents sur {expected} attendus", self.present
            ).format(n=self.present, expected=self.expected)
        ]
        for presence, count in self.counts.items():
            if presence is not Presence.PRESENT:
                parts.append(_counted(presence, count))
        return _("{parts}.").format(parts=_(" ; ").join(parts))


def _counted(presence: Presence, n: int) -> str:
    said = {
        Presence.ABSENT: ngettext("{n} absent", "{n} absents", n),
        Presence.LATE: ngettext("{n} en retard", "{n} en retard", n),
        Presence.LEFT_EARLY: ngettext("{n} parti plus tôt", "{n} partis plus tôt", n),
        Presence.EXTRA: ngettext("{n} en plus", "{n} en plus", n),
        Presence.WALK_IN: ngettext("{n} renfort de passage", "{n} renforts de passage", n),
    }
    return said[presence].format(n=n)


@dataclass(frozen=True, slots=True)
class Closing:
    """A session's attendance as it is handed to pay and indicators; recomputed after each correction."""

    session_id: SessionId
    closed_at: datetime
    seats: Mapping[SeatId, SeatState]
    """Seat → WORKED or NO_SHOW, in sheet order."""
    worked: tuple[Worked, ...]
    tally: Tally


def close(session: Session, rows: Iterable[AttendanceRow], now: datetime) -> Closing:
    """Close the attendance of a session at ``now``. Raises InvalidInput before the session has begun."""
    if now < session.starts_at:
        raise InvalidInput(N_("La séance commence {at} : sa présence se clôt ensuite."), at=session.starts_at)
    held = [row for row in standing(rows) if row.session_id == session.id]
    return Closing(
        session.id,
        now,
        seat_states(held),
        tuple(Worked(row, hours) for row in held if (hours := worked(row, session)) is not None),
        tally(held),
    )


def seat_states(rows: Iterable[AttendanceRow]) -> dict[SeatId, SeatState]:
    """What becomes of each seat: worked by its holder, or « absent »."""
    return {
        row.seat_id: SeatState.NO_SHOW if row.absent else SeatState.WORKED for row in rows if row.seat_id is not None
    }


def tally(rows: Iterable[AttendanceRow]) -> Tally:
    """The count of standing rows; an extra taken off the sheet (absent) counts nowhere."""
    kept = [row for row in rows if row.origin is Origin.EXPECTED or not row.absent]
    expected = [row for row in kept if row.origin is Origin.EXPECTED]
    found = Counter(row.presence for row in kept)
    counts = {presence: found[presence] for presence in Presence if found[presence]}
    return Tally(len(expected), sum(not row.absent for row in expected), counts)
