"""The rotation of the crisis cell: somebody on duty for each function day and night, nobody too long, everybody rested.

A rotation is proposed hour after hour, by a fixed rule that a person can follow with a finger; what nobody may cover stays open
and is said. What is wrong with a rotation changed by hand is told too, and never forbidden: it is a crisis.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.core.intervals import Interval
from app.response.cell import Shift, by_function

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from app.response.cell import CellLimits, Member

WEEK = timedelta(days=7)
STEP = timedelta(minutes=30)
"""A place that nobody may take yet is tried again so much later."""


class Trouble(StrEnum):
    """What is wrong with a rotation."""

    OPEN = "open"
    TWICE = "twice"
    TOO_LONG = "too_long"
    NO_REST = "no_rest"
    TOO_MUCH = "too_much"
    OUTSIDE = "outside"


TROUBLE_WORDS = {
    Trouble.OPEN: N_("personne"),
    Trouble.TWICE: N_("à deux fonctions en même temps"),
    Trouble.TOO_LONG: N_("présence trop longue"),
    Trouble.NO_REST: N_("repos trop court"),
    Trouble.TOO_MUCH: N_("trop d’heures en sept jours"),
    Trouble.OUTSIDE: N_("n’est plus dans la cellule"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing wrong: for which function and whom (``key`` of a shift, empty for nobody), during which time.

    ``hours``: those that are too long, too short or too many; of the hole for an open one.
    """

    trouble: Trouble
    function: str
    key: str
    during: Interval
    hours: float


@dataclass
class _Duties:
    """What each person has been given so far, over all functions."""

    limits: CellLimits
    held: dict[str, list[Interval]]

    def end_of(self, key: str, start: datetime, length: timedelta) -> datetime | None:
        """Until when somebody may stay from ``start``, at most ``length``; None when they may not begin."""
        mine = self.held.get(key, [])
        rest = self.limits.rest
        if any(one.start - rest < start + length and start < one.end + rest for one in mine):
            return None
        recent = sum((one.duration for one in mine if one.end > start + length - WEEK), timedelta())
        left = self.limits.week - recent
        return start + min(length, left) if left >= min(length, STEP) else None

    def take(self, key: str, interval: Interval) -> None:
        self.held.setdefault(key, []).append(interval)

    def worked(self, key: str) -> timedelta:
        return sum((one.duration for one in self.held.get(key, [])), timedelta())


def propose_rotation(
    members: Iterable[Member], functions: Sequence[str], start: datetime, hours: int, limits: CellLimits,
    new_id: Callable[[], str], *, event_id: str = "", kept: Iterable[Shift] = (),
) -> tuple[Shift, ...]:  # fmt: skip
    """Shifts that cover every function from ``start`` (aware) during ``hours``, in order of time, open ones included.

    ``kept``: shifts that began before ``start``: they count for rest and hours, hold their function until they end, and are
    not returned. The function with the fewest people is served first; within it, whoever has worked least, then the holder before deputies.
    """
    held = by_function(members)
    duties = _Duties(limits, {})
    before = [one for one in kept if not one.is_open]
    for one in before:
        duties.take(one.key, one.interval)
    end = start + timedelta(hours=hours)
    made: list[Shift] = []
    for function in sorted(functions, key=lambda code: (len(held.get(code, ())), list(functions).index(code))):
        begins = _free_from(function, before, start)
        template = Shift(id="", function=function, starts_at=begins, ends_at=end, event_id=event_id)
        made += _cover(template, held.get(function, ()), duties, limits)
    order = {code: index for index, code in enumerate(functions)}
    return tuple(replace(one, id=new_id()) for one in sorted(made, key=lambda s: (s.starts_at, order[s.function])))


def shift_length(people: int, limits: CellLimits) -> timedelta:
    """How long each stays when so many take turns: the usual length, longer when too few to rest meanwhile."""
    if people <= 1:
        return limits.longest
    needed = limits.rest / (people - 1)
    whole = timedelta(hours=-(-needed // timedelta(hours=1)))
    return min(max(limits.usual, whole), limits.longest)


def _free_from(function: str, kept: Iterable[Shift], start: datetime) -> datetime:
    """From when a function needs somebody: from ``start``, or from the end of who is there now."""
    return max([start, *(one.ends_at for one in kept if one.function == function and one.starts_at < start)])


def _cover(template: Shift, people: Sequence[Member], duties: _Duties, limits: CellLimits) -> list[Shift]:
    length, at, end = shift_length(len(people), limits), template.starts_at, template.ends_at
    made: list[Shift] = []
    while at < end:
        chosen = _choose(people, duties, at, min(length, end - at))
        if chosen is None:
            until = min(at + STEP, end)
            if made and made[-1].is_open:
                made[-1] = replace(made[-1], ends_at=until)
            else:
                made.append(replace(template, starts_at=at, ends_at=until))
            at = until
            continue
        member, until = chosen
        duties.take(member.key, Interval(at, until))
        made.append(replace(template, starts_at=at, ends_at=until, person_id=member.person_id, name=member.name))
        at = until
    return made


def _choose(
    people: Sequence[Member], duties: _Duties, at: datetime, length: timedelta
) -> tuple[Member, datetime] | None:
    """Who comes next and until when: whoever may stay longest, has worked least, ranks first."""
    free = [(one, end) for one in people if (end := duties.end_of(one.key, at, length)) is not None]
    return min(free, key=lambda pair: (-(pair[1] - at), duties.worked(pair[0].key), pair[0].rank), default=None)


def troubles(
    shifts: Iterable[Shift], functions: Sequence[str], limits: CellLimits, members: Iterable[Member] | None = None
) -> tuple[Found, ...]:
    """What is wrong with a rotation: holes between its first and last hour, then people, in order of time.

    ``members`` when given: whoever is on duty for a function without being in it is said too.
    """
    every = sorted(shifts, key=lambda one: (one.starts_at, one.function, one.id))
    if not every:
        return ()
    whole = Interval(every[0].starts_at, max(one.ends_at for one in every))
    found = [one for function in functions for one in _holes(function, every, whole)]
    people: dict[str, list[Shift]] = {}
    for shift in every:
        if not shift.is_open:
            people.setdefault(shift.key, []).append(shift)
    for mine in people.values():
        found += _of_person(mine, limits)
    if members is not None:
        found += _outside(every, by_function(members))
    return tuple(sorted(found, key=lambda f: (f.during.start, list(Trouble).index(f.trouble), f.function, f.key)))


def on_duty(shifts: Iterable[Shift], at: datetime) -> dict[str, Shift]:
    """Who holds each function at an instant; of several the last who came."""
    held = sorted(shifts, key=lambda one: (one.starts_at, one.id))
    return {one.function: one for one in held if one.starts_at <= at < one.ends_at and not one.is_open}


def relieved_by(shifts: Iterable[Shift], shift: Shift) -> Shift | None:
    """Who takes the function over after a shift; None when nobody does."""
    after = [
        one for one in shifts
        if one.function == shift.function and one.id != shift.id and not one.is_open
        and one.starts_at <= shift.ends_at < one.ends_at and one.starts_at > shift.starts_at
    ]  # fmt: skip
    return min(after, key=lambda one: (-one.starts_at.timestamp(), one.id), default=None)


def _holes(function: str, shifts: Sequence[Shift], whole: Interval) -> list[Found]:
    reached, holes = whole.start, []
    for one in shifts:
        if one.function != function or one.is_open:
            continue
        if one.starts_at > reached:
            holes.append(Interval(reached, one.starts_at))
        reached = max(reached, one.ends_at)
    if reached < whole.end:
        holes.append(Interval(reached, whole.end))
    return [Found(Trouble.OPEN, function, "", hole, _hours(hole.duration)) for hole in holes]


def _of_person(mine: Sequence[Shift], limits: CellLimits) -> list[Found]:
    """Presences that touch or overlap are one: changing function is no rest."""
    found = []
    for before, after in pairwise(mine):
        if before.interval.overlaps(after.interval):
            both = Interval(after.starts_at, min(before.ends_at, after.ends_at))
            found.append(Found(Trouble.TWICE, after.function, after.key, both, _hours(both.duration)))
    spells = _spells(mine)
    for spell, shift in spells:
        if spell.duration > limits.longest:
            found.append(Found(Trouble.TOO_LONG, shift.function, shift.key, spell, _hours(spell.duration)))
    for (before_spell, _b), (after_spell, shift) in pairwise(spells):
        rest = after_spell.start - before_spell.end
        if rest < limits.rest:
            between = Interval(before_spell.end, after_spell.start)
            found.append(Found(Trouble.NO_REST, shift.function, shift.key, between, _hours(rest)))
    return found + _weeks(spells, limits)


def _spells(mine: Sequence[Shift]) -> list[tuple[Interval, Shift]]:
    spells: list[tuple[Interval, Shift]] = []
    for one in mine:
        if spells and one.starts_at <= spells[-1][0].end:
            last, first = spells[-1]
            spells[-1] = (Interval(last.start, max(last.end, one.ends_at)), first)
        else:
            spells.append((one.interval, one))
    return spells


def _weeks(spells: Sequence[tuple[Interval, Shift]], limits: CellLimits) -> list[Found]:
    """The first seven days, ending with a presence, that hold too much; one is enough to be told."""
    for spell, shift in spells:
        window = Interval(spell.end - WEEK, spell.end)
        worked = sum((_within(one, window) for one, _shift in spells), timedelta())
        if worked > limits.week:
            return [Found(Trouble.TOO_MUCH, shift.function, shift.key, window, _hours(worked))]
    return []


def _within(one: Interval, window: Interval) -> timedelta:
    return max(min(one.end, window.end) - max(one.start, window.start), timedelta())


def _outside(shifts: Sequence[Shift], held: Mapping[str, Sequence[Member]]) -> list[Found]:
    return [
        Found(Trouble.OUTSIDE, one.function, one.key, one.interval, _hours(one.interval.duration))
        for one in shifts
        if not one.is_open and one.key not in {member.key for member in held.get(one.function, ())}
    ]


def _hours(length: timedelta) -> float:
    return round(length / timedelta(hours=1), 2)
