"""What becomes of one need when something fails, and what the needs left without care have in common."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.continuity.carer import CarerId
    from app.continuity.need import NeedId
    from app.core.ids import PracticeId


class State(StrEnum):
    """Where a need stands."""

    NOT_TOUCHED = "not_touched"
    KEPT = "kept"
    """Its own practice still goes (``carer`` is that practice), or it can wait until things work again (``carer`` None)."""
    RELAYED = "relayed"
    """Its limit would be exceeded; ``carer`` can take it over."""
    UNCOVERED = "uncovered"
    """Its limit will be exceeded and nobody can take it over."""


class Reason(StrEnum):
    """Why nobody can: the first step at which no carer remains, in this order."""

    DEPENDS = "depends"
    """A visit does not replace what failed."""
    NOBODY = "nobody"
    """Nobody of the territory does that."""
    OUT_OF_REACH = "out_of_reach"
    ROAD = "road"
    CLOSED = "closed"
    TOO_LATE = "too_late"
    REFUSED = "refused"
    FULL = "full"


REASON_WORDS = {
    Reason.DEPENDS: N_("une visite ne remplace pas ce qui manque"),
    Reason.NOBODY: N_("personne sur le territoire"),
    Reason.OUT_OF_REACH: N_("personne à portée"),
    Reason.ROAD: N_("route coupée"),
    Reason.CLOSED: N_("tous fermés"),
    Reason.TOO_LATE: N_("trop tard"),
    Reason.REFUSED: N_("tous ont refusé"),
    Reason.FULL: N_("tous complets"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One need. ``due_at`` (UTC): the moment its limit is exceeded if nobody goes; None when nothing is interrupted.

    ``minutes``: the carer's travel, None for a remote service or without carer. ``reason``: of an uncovered need only.
    """

    need: NeedId
    practice: PracticeId
    category: str
    commune: str
    state: State
    due_at: datetime | None = None
    carer: CarerId | None = None
    minutes: float | None = None
    reason: Reason | None = None

    @property
    def waits(self) -> bool:
        """Interrupted, within its limit: nobody needs to go before things work again."""
        return self.state is State.KEPT and self.carer is None

    @property
    def exceeded(self) -> bool:
        """Its limit is exceeded unless somebody else goes."""
        return self.state in (State.RELAYED, State.UNCOVERED)


@dataclass(frozen=True, slots=True)
class Steps:
    """Carers that remain at each step: who do it at all, in reach on open roads, on the roads left, open, in time, willing."""

    able: int = 0
    near: int = 0
    by_road: int = 0
    open: int = 0
    in_time: int = 0
    willing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Uncovered needs alike: one category in one commune, for one reason. ``count`` of them, the first due at ``first_due``.

    ``steps``: of the first due. ``call``: those who came nearest to being able, nearest first, at most three.
    """

    category: str
    commune: str
    reason: Reason
    count: int
    first_due: datetime
    steps: Steps
    call: tuple[CarerId, ...] = ()
    practices: frozenset[PracticeId] = frozenset()
