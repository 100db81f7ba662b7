"""What closing a line changed, place by place, so that exactly this can be undone. Values only; kept with the closing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.scheduling.session import Holder, SeatState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.ids import SeatId
    from app.scheduling.session import Seat


@dataclass(frozen=True, slots=True)
class Hold:
    """Who holds a place and how: all of a seat that closing a line changes."""

    holder: Holder
    state: SeatState
    pinned: bool = False
    override_reason: str = ""

    @classmethod
    def of(cls, seat: Seat) -> Hold:
        return cls(seat.holder, seat.state, seat.pinned, seat.override_reason)

    def to_confirm(self) -> Hold:
        return replace(self, state=SeatState.PUBLISHED) if self.state is SeatState.ACKNOWLEDGED else self

    def on(self, seat: Seat) -> Seat:
        """The seat as held this way; its revision and SEQUENCE stay."""
        return replace(
            seat, holder=self.holder, state=self.state, pinned=self.pinned, override_reason=self.override_reason
        )


@dataclass(frozen=True, slots=True)
class Touched:
    """One place as the closing found it and as it left it."""

    seat_id: SeatId
    before: Hold
    after: Hold


@dataclass(frozen=True, slots=True)
class ClosingTrace:
    """``begun``: closed during the session, seats stayed and the sheet alone says who left; ``rows``: what it wrote there."""

    begun: bool
    places: tuple[Touched, ...]
    rows: tuple[str, ...] = ()

    def to_confirm(self) -> ClosingTrace:
        """The same where nobody had confirmed: the session has other hours since, that nobody was asked about."""
        return replace(self, places=tuple(replace(one, before=one.before.to_confirm()) for one in self.places))


def trace_of(
    places: Iterable[Seat], after: Mapping[SeatId, Seat], rows: Iterable[str], *, begun: bool
) -> ClosingTrace:  # fmt: skip
    """What a closing changes among these places, in their order."""
    touched = (Touched(seat.id, Hold.of(seat), Hold.of(after[seat.id])) for seat in places if seat.id in after)
    return ClosingTrace(begun, tuple(touched), tuple(rows))
