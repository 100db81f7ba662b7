"""The fictional clock of an exercise: marks that are only ever added say from when it ran at which speed.

It follows the real clock from the last mark, whatever process answers: a server that starts again shows the hour of the room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ClockMark:
    """From ``at`` (UTC) the clock stood at ``minutes`` after T0 and ran at ``speed`` fictional minutes a minute; 0: paused."""

    at: datetime
    minutes: float
    speed: int
    actor_id: str = ""


@dataclass(frozen=True, slots=True)
class VirtualClock:
    """Marks in the order they were written; none: T0, not started."""

    marks: tuple[ClockMark, ...] = ()

    @property
    def speed(self) -> int:
        """Fictional minutes in a real one, now; 0 when paused or not started."""
        return self.marks[-1].speed if self.marks else 0

    def minutes_at(self, now: datetime) -> float:
        """Fictional minutes since T0 at a real instant (aware), never before what the last mark of that time says."""
        mark = next((one for one in reversed(self.marks) if one.at <= now), None)
        if mark is None:
            return self.marks[0].minutes if self.marks else 0.0
        return mark.minutes + mark.speed * ((now - mark.at) / MINUTE)
