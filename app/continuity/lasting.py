"""What a hand-over was asked for, reckoned anew from what fails and from the need itself: nothing written tells a cut from a closure. Pure.

It was asked for what interrupted the need when it was proposed, or was about to; whatever interrupts it again within
:data:`BACK_AFTER` is the same: its practice was never back. A later failure is another question: whoever said yes to the
first said nothing of the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.continuity.failures import Failures, merged
from app.continuity.hand_over import limit_of
from app.continuity.interruption import Interruptions
from app.continuity.reach import Reach
from app.continuity.relay_down import is_lost
from app.core.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.hand_over import HandOver, HandOverId
    from app.continuity.interruption import Interruption
    from app.continuity.need import NeedId
    from app.continuity.situation import Situation
    from app.continuity.territory import Territory

BACK_AFTER = timedelta(hours=24)
"""A practice that fails again within so long was never back: what it said on one day is said anew on the next."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one hand-over was asked for: from ``starts_at`` to ``ends_at`` (UTC; None: no end known).

    ``due_at``: when the need has waited as long as it may; None: no limit is known. ``goes_on``: not over yet.
    """

    starts_at: datetime
    ends_at: datetime | None
    due_at: datetime | None
    goes_on: bool


class Lasting:
    """What hand-overs were asked for. ``past``: what has failed since the first of them, what fails and what is to.

    A need that no key opens counts as interrupted by anything that fails, its own practice or a cut: its relay goes on.
    """

    def __init__(
        self,
        territory: Territory,
        situation: Situation,
        past: Situation,
        ahead: timedelta,
        needs: Mapping[NeedId, CareNeed],
    ) -> None:
        self.situation, self._past, self._ahead, self._needs = situation, past, ahead, needs
        self._categories = territory.categories
        self._interruptions = Interruptions(territory, Failures(past), Reach(territory.roads))
        self._known: dict[tuple[HandOverId, int], Asked] = {}

    def asked(self, one: HandOver) -> Asked:
        """What it was asked for; from its proposal on when nothing that failed then is known any more."""
        key = one.id, one.revision
        if key not in self._known:
            self._known[key] = self._asked(one)
        return self._known[key]

    def goes_on(self, one: HandOver) -> bool:
        """Whether what it was asked for still fails, or is to."""
        return self.asked(one).goes_on

    def due_at(self, one: HandOver) -> datetime | None:
        """When the need has waited as long as it may (UTC). None: no limit is known."""
        return self.asked(one).due_at

    def is_lost(self, one: HandOver) -> bool:
        """Whether another relay is to be asked, this one being down or about to be."""
        return is_lost(one, self.situation, self.situation.starts_at, self.asked(one).ends_at)

    def _asked(self, one: HandOver) -> Asked:
        need = self._needs.get(one.need)
        category = self._categories.get(need.category) if need else None
        parts = self._interruptions.parts(need, category) if need and category else []
        spans = [part.span for part in parts] if need and category else self._anything(one)
        said, held = one.answered_at or one.proposed_at, list[Interval]()
        for span in merged(span for span in spans if one.proposed_at < span.end):
            latest = max(held[-1].end, said) + BACK_AFTER if held else one.proposed_at + self._ahead
            if latest < span.start:
                break
            held.append(span)
        limit = limit_of(need, category) if need else None
        if not held:
            return Asked(one.proposed_at, None, one.proposed_at + limit if limit is not None else None, goes_on=False)
        end = held[-1].end
        due = _due([part for part in parts if any(span.overlaps(part.span) for span in held)])
        return Asked(
            held[0].start,
            None if end == self._past.ends_at else end,
            due if due is not None or limit is None else held[0].start + limit,
            goes_on=end > self.situation.starts_at,
        )

    def _anything(self, one: HandOver) -> list[Interval]:
        own = [away for away in self._past.absences if away.practice == one.giver]
        ends = self._past.ends_at
        return [
            *(Interval(away.starts_at, away.ends_at or ends) for away in own),
            *(Interval(cut.starts_at, cut.ends_at or ends) for cut in self._past.cuts),
        ]


def _due(parts: list[Interruption]) -> datetime | None:
    """What exceeds the limit comes first, as when the relay was asked."""
    exceeded = [part for part in parts if part.exceeded]
    return min((part.due_at for part in exceeded or parts), default=None)
