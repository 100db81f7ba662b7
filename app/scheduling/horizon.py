"""Everything staffing looks at between two instants: sessions, needs, seats, people, answers. Values only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.core.ids import CentreId, PersonId, SeatId, SessionId
    from app.core.intervals import Interval
    from app.roster.competence import Competence
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.session import DraftSeat, Need, Seat, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """One state of the database, read in one transaction; ``now`` is the instant it was read at (UTC)."""

    now: datetime
    centres: Mapping[CentreId, Centre]
    sessions: tuple[Session, ...]
    needs: tuple[Need, ...]
    seats: tuple[Seat, ...]
    draft: tuple[DraftSeat, ...]
    people: tuple[Person, ...]
    competences: tuple[Competence, ...] = ()
    answers: Mapping[tuple[PersonId, SessionId], str]
    busy: Mapping[PersonId, Sequence[Interval]]
    min_rest_hours: int = 11

    def future_sessions(self, centre_id: CentreId) -> tuple[Session, ...]:
        """The centre's sessions that have not begun."""
        return tuple(s for s in self.sessions if s.centre_id == centre_id and s.starts_at > self.now)

    def drafted(self) -> tuple[Seat, ...]:
        """Seats as the draft would make them: live, with its differences laid over."""
        drafts: dict[SeatId, DraftSeat] = {d.seat_id: d for d in self.draft}
        return tuple(_laid_over(seat, drafts.get(seat.id)) for seat in self.seats)


def _laid_over(seat: Seat, draft: DraftSeat | None) -> Seat:
    if draft is None:
        return seat
    return replace(seat, holder=draft.holder, pinned=draft.pinned, override_reason=draft.override_reason)
