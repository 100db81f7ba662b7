"""Closures of practices: whole or of some members, from when to when, and what they add up to. Never why somebody is away.

Several closures of one practice at once add their members up; what the practice itself last said (« point cabinets ») counts
when it is worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from app.continuity.open_ended import OpenEnded
from app.continuity.situation import WHOLE, Absence
from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from app.continuity.situation import ClosureKind
    from app.core.ids import PracticeId


class ClosureSource(StrEnum):
    """Where a closure comes from."""

    TYPED = "typed"
    CALENDAR = "calendar"
    SURVEY = "survey"


SOURCE_WORDS = {
    ClosureSource.TYPED: N_("saisie"),
    ClosureSource.CALENDAR: N_("agenda"),
    ClosureSource.SURVEY: N_("point cabinets"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(OpenEnded):
    """One closure. ``members_away`` None: the whole practice.

    ``calendar_uid``: the calendar it was read from and the event, as digests that say nothing.
    """

    id: str
    practice: PracticeId
    kind: ClosureKind
    noted_at: datetime
    actor_id: str
    members_away: int | None = None
    source: ClosureSource = ClosureSource.TYPED
    calendar_uid: str = ""
    event_id: str = ""
    removed_at: datetime | None = None
    revision: int = 1

    def share(self, members: int) -> Fraction:
        """The part of the practice that is away; a practice whose members nobody wrote down is away whole."""
        if self.members_away is None or self.members_away >= members:
            return WHOLE
        return Fraction(self.members_away, members)


def check(closure: Closure, members: int) -> None:
    """Raises InvalidInput with one sentence when a closure can't be."""
    if closure.ends_at is not None and closure.ends_at <= closure.starts_at:
        raise InvalidInput(N_("La fermeture finit avant de commencer : vérifiez les jours et les heures."))
    if closure.members_away is not None and members and closure.members_away > members:
        raise InvalidInput(
            N_("Le cabinet compte moins de membres que d’absents ({away} pour {members}) : vérifiez le nombre."),
            away=closure.members_away,
            members=members,
        )


@dataclass(frozen=True, slots=True)
class Away:
    """A share of a practice away over an interval; ``said``: the practice's own word on all of it, not one absence more."""

    practice: PracticeId
    starts_at: datetime
    ends_at: datetime | None
    share: Fraction
    said: bool = False


def away_of(closures: Iterable[Closure], members: Mapping[PracticeId, int]) -> Iterator[Away]:
    """Each closure as a share of its practice."""
    for one in closures:
        yield Away(one.practice, one.starts_at, one.ends_at, one.share(members.get(one.practice, 0)))


def absences(away: Iterable[Away]) -> tuple[Absence, ...]:
    """What the engine takes: per practice, intervals that never overlap, each with one share; by practice, then start."""
    by_practice: dict[PracticeId, list[Away]] = {}
    for one in away:
        by_practice.setdefault(one.practice, []).append(one)
    return tuple(one for practice in sorted(by_practice) for one in _of_practice(practice, by_practice[practice]))


def _of_practice(practice: PracticeId, away: list[Away]) -> Iterator[Absence]:
    edges = sorted({one.starts_at for one in away} | {one.ends_at for one in away if one.ends_at is not None})
    held: Absence | None = None
    for start, end in zip(edges, [*edges[1:], None], strict=True):
        share = _share([one for one in away if one.starts_at <= start and (one.ends_at is None or start < one.ends_at)])
        if held is not None and held.ends_at == start and held.share == share:
            held = Absence(practice, held.starts_at, end, share)
            continue
        if held is not None and held.share:
            yield held
        held = Absence(practice, start, end, share)
    if held is not None and held.share:
        yield held


def _share(away: list[Away]) -> Fraction:
    added = sum((one.share for one in away if not one.said), Fraction(0))
    said = max((one.share for one in away if one.said), default=Fraction(0))
    return min(WHOLE, max(added, said))


def overlapping(closure: Closure, others: Iterable[Closure], pairs: Mapping[PracticeId, PracticeId]) -> list[Closure]:
    """Closures of the practice paired with this one (either side) at the same time: nobody of the pair is left to relay."""
    partners = {pairs.get(closure.practice)} | {one for one, pair in pairs.items() if pair == closure.practice}
    found = [one for one in others if one.practice in partners and _meet(one, closure)]
    return sorted(found, key=lambda one: (one.starts_at, one.id))


def _meet(one: Closure, other: Closure) -> bool:
    return (other.ends_at is None or one.starts_at < other.ends_at) and (
        one.ends_at is None or other.starts_at < one.ends_at
    )
