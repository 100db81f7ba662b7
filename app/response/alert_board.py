"""Where an alert stands: reached, answered, available hour by hour against what is wanted; how fast people answered. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from app.response.sheet import DELAYS_HOURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.core.ids import PersonId
    from app.response.alert import Alert, Called, Wanted

REPORT_MINUTES = (5, 15, 30, 60)
"""After how many minutes a report says which part had answered."""


@dataclass(frozen=True, slots=True)
class Met:
    """One thing wanted, at one hour: how many of the people who would be there are set against it."""

    wanted: Wanted
    covered: int

    @property
    def missing(self) -> int:
        return self.wanted.quantity - self.covered


@dataclass(frozen=True, slots=True)
class Hour:
    """T + ``hours``: who would be there, and what is wanted by then."""

    hours: int
    at: datetime
    available: int
    needs: tuple[Met, ...]

    @property
    def wanted(self) -> int:
        return sum(one.wanted.quantity for one in self.needs)

    @property
    def covered(self) -> int:
        return sum(one.covered for one in self.needs)

    @property
    def missing(self) -> int:
        return self.wanted - self.covered

    @property
    def spare(self) -> int:
        """Who would be there beyond what is wanted, or for what nobody asked."""
        return self.available - self.covered


@dataclass(frozen=True, slots=True)
class Group:
    """One profession of those alerted (empty: helpers without one). ``there``: how many at each of DELAYS_HOURS."""

    profession: str
    asked: int
    reached: int
    answered: int
    coming: int
    there: tuple[int, ...]
    median_minutes: float | None = None
    """Half of those who answered had done so by then, counted from the launch."""


@dataclass(frozen=True, slots=True)
class AlertBoard:
    """One alert as it stands: its figures, hour by hour, profession by profession (the largest group first)."""

    asked: int
    reached: int
    answered: int
    available: int
    """Who would be there at this instant."""
    later: int
    """Who said yes and is not there yet."""
    refused: int
    by_phone: int
    with_vehicle: int
    hours: tuple[Hour, ...]
    groups: tuple[Group, ...]
    first_available_minutes: float | None = None
    """From the launch to the first yes."""

    @property
    def silent(self) -> int:
        return self.asked - self.answered

    @property
    def coming(self) -> int:
        """Everyone who said yes."""
        return self.answered - self.refused

    @property
    def wants(self) -> bool:
        """Whether something is wanted at all."""
        return any(hour.needs for hour in self.hours)


def board(alert: Alert, people: Sequence[Called], professions: Mapping[PersonId, str], now: datetime) -> AlertBoard:
    """The board at ``now``; a person whose profession nobody knows counts among those without one."""
    answered = [one for one in people if one.has_answered]
    coming = [one for one in people if one.is_coming]
    yes = [_minutes(alert, one.answered_at) for one in coming if one.answered_at]
    return AlertBoard(
        asked=len(people),
        reached=sum(one.is_reached for one in people),
        answered=len(answered),
        available=sum(one.is_there_at(now) for one in coming),
        later=sum(one.from_at is not None and one.from_at > now for one in coming),
        refused=len(answered) - len(coming),
        by_phone=sum(one.by_phone for one in answered),
        with_vehicle=sum(bool(one.vehicle) for one in coming),
        hours=tuple(_hour(alert, coming, professions, hours) for hours in DELAYS_HOURS),
        groups=_groups(alert, people, professions),
        first_available_minutes=min(yes) if yes else None,
    )


def minutes_of(alert: Alert, one: Called) -> float:
    """Minutes from the launch to the first answer, even when it was changed afterwards."""
    heard_at = one.seen_at or one.answered_at
    assert heard_at is not None
    return _minutes(alert, heard_at)


def _minutes(alert: Alert, at: datetime) -> float:
    return max(0.0, (at - alert.launched_at).total_seconds() / 60)


def _hour(alert: Alert, coming: Sequence[Called], professions: Mapping[PersonId, str], hours: int) -> Hour:
    at = alert.launched_at + timedelta(hours=hours)
    there = Counter(professions.get(one.person, "") for one in coming if one.is_there_at(at))
    needs = [one for one in alert.wanted if one.within_hours <= hours]
    return Hour(hours, at, sum(there.values()), matched(needs, there))


def matched(needs: Sequence[Wanted], there: Mapping[str, int]) -> tuple[Met, ...]:
    """As many wanted people as can be covered, each person once, what is wanted soonest served first.

    Needs overlap (« psychologue ou médecin »): augmenting paths over professions, so that the number covered is the largest
    there is, and serving a later need never uncovers an earlier one.
    """
    left = Counter({profession: n for profession, n in there.items() if n > 0})
    given: list[Counter[str]] = [Counter() for _need in needs]
    order = sorted(range(len(needs)), key=lambda i: (needs[i].within_hours, i))
    for i in order:
        while given[i].total() < needs[i].quantity and _give(i, needs, left, given, set()):
            pass
    return tuple(Met(need, given[i].total()) for i, need in enumerate(needs))


def _give(i: int, needs: Sequence[Wanted], left: Counter[str], given: list[Counter[str]], tried: set[str]) -> bool:
    """One more person for need ``i``: a free one, or one that another need gives up because it finds somebody else."""
    fits = sorted(_fits(needs[i], left, given) - tried)
    for profession in fits:
        if left[profession] > 0:
            left[profession] -= 1
            given[i][profession] += 1
            return True
    for profession in fits:
        tried.add(profession)
        for j, held in enumerate(given):
            if j != i and held[profession] > 0 and _give(j, needs, left, given, tried):
                held[profession] -= 1
                given[i][profession] += 1
                return True
    return False


def _fits(need: Wanted, left: Counter[str], given: Sequence[Counter[str]]) -> set[str]:
    if need.professions:
        return set(need.professions)
    return set(left) | {profession for held in given for profession in held}


def _groups(alert: Alert, people: Sequence[Called], professions: Mapping[PersonId, str]) -> tuple[Group, ...]:
    by_profession: dict[str, list[Called]] = {}
    for one in people:
        by_profession.setdefault(professions.get(one.person, ""), []).append(one)
    found = [_group(alert, profession, those) for profession, those in by_profession.items()]
    return tuple(sorted(found, key=lambda one: (-one.asked, one.profession)))


def _group(alert: Alert, profession: str, people: Sequence[Called]) -> Group:
    minutes = [minutes_of(alert, one) for one in people if one.has_answered]
    return Group(
        profession=profession,
        asked=len(people),
        reached=sum(one.is_reached for one in people),
        answered=len(minutes),
        coming=sum(one.is_coming for one in people),
        there=tuple(
            sum(one.is_there_at(alert.launched_at + timedelta(hours=hours)) for one in people) for hours in DELAYS_HOURS
        ),
        median_minutes=median(minutes) if minutes else None,
    )


@dataclass(frozen=True, slots=True)
class Curve:
    """How answers came in: (minutes since the launch, part of those asked that had answered, 0–1), from (0, 0) on."""

    profession: str
    asked: int
    points: tuple[tuple[float, float], ...]

    def part_after(self, minutes: float) -> float:
        """The part that had answered after that many minutes."""
        return max((part for at, part in self.points if at <= minutes), default=0.0)

    @property
    def answered(self) -> int:
        return len(self.points) - 1


EVERYBODY = "*"
"""Stands for all professions together in a curve."""


def curves(alert: Alert, people: Sequence[Called], professions: Mapping[PersonId, str]) -> tuple[Curve, ...]:
    """The response curve of everybody, then of each profession, the largest first."""
    groups = _groups(alert, people, professions)
    of = {
        group.profession: [one for one in people if professions.get(one.person, "") == group.profession]
        for group in groups
    }
    return (_curve(alert, EVERYBODY, people), *(_curve(alert, one.profession, of[one.profession]) for one in groups))


def _curve(alert: Alert, profession: str, people: Sequence[Called]) -> Curve:
    minutes = sorted(minutes_of(alert, one) for one in people if one.has_answered)
    points = tuple((at, rank / len(people)) for rank, at in enumerate(minutes, 1))
    return Curve(profession, len(people), ((0.0, 0.0), *points))


def to_ring(people: Iterable[Called], now: datetime) -> tuple[Called, ...]:
    """Who has not answered, in the order to ring them: those whom nothing reached, then those overdue, then by rank."""
    silent = [one for one in people if not one.has_answered]
    return tuple(sorted(silent, key=lambda one: (one.due_at > now, one.is_reached, one.rank)))
