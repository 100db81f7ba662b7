"""What is read of hand-overs: a row, a proposal, a practice’s own, a pair, the board. Values alone: nothing is opened here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.continuity.hand_over import HandOverState, Step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import CarerId
    from app.continuity.category import Category
    from app.continuity.hand_over import HandOver
    from app.core.ids import PracticeId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRow:
    """One need that passes from a practice to a relay, for one of the two. ``other``: who is on the other side, ``phone`` to
    ring them. ``due_at`` (UTC) and ``hours_left`` None: no limit known. ``category`` None: taken out of the table since."""

    hand_over: HandOver
    need: CareNeed
    category: Category | None
    commune: str
    other: str
    phone: str
    due_at: datetime | None
    hours_left: float | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one practice asks another to take: ``total`` needs, by category (code, label, how many), most first.

    ``unknown``: those whose category can't be read here (the practice's key is elsewhere). ``seen``: what an answer sends
    back, so that a yes to these is no yes to others that came meanwhile.
    """

    giver: PracticeId
    name: str
    phone: str
    total: int
    counts: tuple[tuple[str, str, int], ...]
    unknown: int
    starts_at: datetime
    ends_at: datetime | None
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHandOvers:
    """A practice's own hand-overs. ``given``: its needs, by hours left; ``taken``: those it accepted, by hours left.

    ``to_return``: taken over, and their own practice is back: no longer readable here. ``unreadable``: rows whose key is
    missing on this machine. ``lost``: accepted, and to be asked of another relay, this practice being closed or about to be;
    ``down_at`` (UTC): from when; ``is_down``: now.
    """

    practice: PracticeId
    given: tuple[HandOverRow, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    taken: tuple[HandOverRow, ...] = ()
    to_return: int = 0
    unreadable: int = 0
    lost: int = 0
    down_at: datetime | None = None
    is_down: bool = False

    @property
    def to_transmit(self) -> tuple[HandOverRow, ...]:
        """Accepted by the relay, nothing passed on yet: the first thing to do."""
        return tuple(one for one in self.given if one.hand_over.waits_for_transmission)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """From one practice to one relay: how many needs at each step, and whom to ring. No need, no pseudonym.

    ``first_due`` (UTC), ``late``: of those not transmitted yet, answered or not. ``over``: the interruption is past, needs are to be given back.
    ``seen``: what an answer to those not answered sends back. ``lost``: to be asked of another relay, this one being down
    or about to be; ``down_at`` (UTC): from when it cannot hold them. ``ready``: which ones each step is for, sent back with it.
    """

    giver: PracticeId
    giver_name: str
    giver_phone: str
    taker: CarerId
    taker_name: str
    taker_phone: str
    steps: Mapping[HandOverState, int]
    first_due: datetime | None
    late: int
    over: int = 0
    lost: int = 0
    down_at: datetime | None = None
    seen: str = ""
    ready: Mapping[Step, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Needs of the pair still running."""
        return sum(self.steps.values())

    @property
    def untransmitted(self) -> int:
        """Accepted, not passed on yet."""
        return self.steps.get(HandOverState.ACCEPTED, 0)

    @property
    def unanswered(self) -> int:
        """Asked of the relay, who has not answered."""
        return self.steps.get(HandOverState.PROPOSED, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Every pair, the most pressing first. ``unreadable``: needs whose limit can't be read here; their pairs still count."""

    now: datetime
    pairs: tuple[Pair, ...] = ()
    unreadable: int = 0

    @property
    def total(self) -> int:
        """Needs on their way."""
        return sum(one.total for one in self.pairs)

    @property
    def untransmitted(self) -> int:
        """Accepted by a relay, not passed on yet."""
        return sum(one.untransmitted for one in self.pairs)

    @property
    def unanswered(self) -> int:
        """Waiting for a relay's answer."""
        return sum(one.unanswered for one in self.pairs)

    @property
    def lost(self) -> int:
        """Asked of a relay, or taken by one, that will not be there to hold them."""
        return sum(one.lost for one in self.pairs)

    @property
    def late(self) -> int:
        """Past their limit, not passed on, whether a relay answered or not."""
        return sum(one.late for one in self.pairs)
