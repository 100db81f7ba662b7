"""One need handed over by its practice to a relay: how far it got, outside the product, step by step. Nothing of its content.

What travels (who, where, which drugs) goes by secure health mail or by telephone; here only that it did, and when.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

from app.continuity.carer import practice_of
from app.core.errors import N_, RuleRefusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import CarerId
    from app.continuity.category import Category
    from app.continuity.need import NeedId
    from app.core.ids import PracticeId

HandOverId = NewType("HandOverId", str)


class HandOverState(StrEnum):
    """How far a hand-over got."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TRANSMITTED = "transmitted"
    RECEIVED = "received"
    VISITED = "visited"
    ENDED = "ended"
    """Given back, or over."""


STATE_WORDS = {
    HandOverState.PROPOSED: N_("proposé"),
    HandOverState.ACCEPTED: N_("à transmettre"),
    HandOverState.REFUSED: N_("refusé"),
    HandOverState.TRANSMITTED: N_("transmis"),
    HandOverState.RECEIVED: N_("reçu"),
    HandOverState.VISITED: N_("premier passage fait"),
    HandOverState.ENDED: N_("rendu"),
}


class Step(StrEnum):
    """What one tap says has happened."""

    TRANSMITTED = "transmitted"
    RECEIVED = "received"
    FIRST_VISIT = "first_visit"
    ENDED = "ended"


STEP_WORDS = {
    Step.TRANSMITTED: N_("Transmis"),
    Step.RECEIVED: N_("Reçu"),
    Step.FIRST_VISIT: N_("Premier passage fait"),
    Step.ENDED: N_("Rendu"),
}
GIVERS = frozenset({Step.TRANSMITTED, Step.ENDED})
"""Steps that the practice handing over may say."""
TAKERS = frozenset({Step.RECEIVED, Step.FIRST_VISIT, Step.ENDED})
"""Steps that the relay may say."""
BEFORE = {
    Step.TRANSMITTED: HandOverState.ACCEPTED,
    Step.RECEIVED: HandOverState.TRANSMITTED,
    Step.FIRST_VISIT: HandOverState.RECEIVED,
}
"""Step of a pair → the state it follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One need, from its practice to one carer. Instants are UTC. ``accepted`` None: not answered yet.

    Neither why nor from when to when: set beside what fails, which is in clear, it would tell what the need depends on
    (:mod:`app.continuity.lasting` reckons it anew).
    """

    id: HandOverId
    need: NeedId
    giver: PracticeId
    taker: CarerId
    proposed_at: datetime
    actor_id: str
    answered_at: datetime | None = None
    accepted: bool | None = None
    transmitted_at: datetime | None = None
    received_at: datetime | None = None
    first_visit_at: datetime | None = None
    ended_at: datetime | None = None
    revision: int = 1

    @property
    def state(self) -> HandOverState:
        """The furthest it got; a refusal ends it."""
        if self.accepted is False:
            return HandOverState.REFUSED
        if self.ended_at is not None:
            return HandOverState.ENDED
        reached = (
            (self.first_visit_at, HandOverState.VISITED),
            (self.received_at, HandOverState.RECEIVED),
            (self.transmitted_at, HandOverState.TRANSMITTED),
            (self.answered_at, HandOverState.ACCEPTED),
        )
        return next((state for at, state in reached if at is not None), HandOverState.PROPOSED)

    @property
    def taker_practice(self) -> PracticeId | None:
        """The practice that takes over; None for an establishment or a remote service."""
        return practice_of(self.taker)

    @property
    def is_running(self) -> bool:
        """Neither refused nor over."""
        return self.ended_at is None and self.accepted is not False

    @property
    def waits_for_transmission(self) -> bool:
        """Accepted, and nothing has been passed on yet."""
        return self.state is HandOverState.ACCEPTED

    def is_ready_for(self, step: Step) -> bool:
        """Whether a step of its whole pair is its next one, once accepted; any may be given back."""
        return self.is_running and self.accepted is True and (step is Step.ENDED or self.state is BEFORE[step])

    def may_be_read_by_taker(self, *, goes_on: bool) -> bool:
        """Whether the relay reads the need: accepted, not given back, and what it was asked for goes on."""
        return self.is_running and self.accepted is True and goes_on


def limit_of(need: CareNeed, category: Category | None) -> timedelta | None:
    """How long a need may wait: its own limit, else its category's; None when neither is known."""
    own = need.max_interruption_hours
    if own is None and category is None:
        return None
    return timedelta(hours=category.max_interruption_hours if own is None and category is not None else own or 0)


def is_late(now: datetime, due_at: datetime | None) -> bool:
    """Whether the need has waited longer than it may. An unknown limit is never late."""
    return due_at is not None and now >= due_at


def hours_left(now: datetime, due_at: datetime | None) -> float | None:
    """Hours until the limit, negative past it; None when it is not known."""
    return None if due_at is None else (due_at - now).total_seconds() / 3600


def by_hours_left(held: Iterable[HandOver], due: Mapping[NeedId, datetime]) -> list[HandOver]:
    """The most pressing first; those whose limit is not known come last, oldest first."""
    return sorted(
        held,
        key=lambda one: (one.need not in due, due.get(one.need, one.proposed_at), one.proposed_at, one.id),
    )


def told_apart(held: Iterable[HandOver]) -> str:
    """What tells these hand-overs, as they stand, from as many others: a page that shows their number sends it back."""
    said = "|".join(sorted(f"{one.id}:{one.revision}" for one in held))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def answered(one: HandOver, *, accepts: bool, at: datetime) -> HandOver:
    """The hand-over once the relay said yes or no; a no ends it. Raises RuleRefusal when it was answered already."""
    if one.state is not HandOverState.PROPOSED:
        raise RuleRefusal(N_("Cette proposition a déjà reçu sa réponse. Rechargez la page."))
    return replace(one, answered_at=at, accepted=accepts, ended_at=None if accepts else at, revision=one.revision + 1)


def marked(one: HandOver, step: Step, at: datetime) -> HandOver:
    """The hand-over after a step; later steps imply the earlier ones. Raises RuleRefusal when it can't be said (yet, or twice)."""
    if not one.is_running:
        raise RuleRefusal(N_("Cette transmission est finie. Rechargez la page."))
    if one.accepted is not True and step is not Step.ENDED:
        raise RuleRefusal(N_("Le relais n’a pas encore accepté : appelez-le avant de transmettre."))
    done = {
        Step.TRANSMITTED: one.transmitted_at,
        Step.RECEIVED: one.received_at,
        Step.FIRST_VISIT: one.first_visit_at,
        Step.ENDED: one.ended_at,
    }
    if done[step] is not None:
        raise RuleRefusal(N_("C’est déjà noté. Rechargez la page."))
    changed = replace(one, revision=one.revision + 1)
    if step is Step.ENDED:
        return replace(changed, ended_at=at)
    if step is Step.TRANSMITTED:
        return replace(changed, transmitted_at=at)
    changed = replace(changed, transmitted_at=one.transmitted_at or at, received_at=one.received_at or at)
    return replace(changed, first_visit_at=at) if step is Step.FIRST_VISIT else changed
