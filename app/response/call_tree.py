"""Who is reached first and who calls whom when the network is down: by role and delay to mobilise. Pure.

The levels, their delays and how many calls each person makes are data (``data/alert_levels.csv``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, integer, required, text
from app.words.bilingual import in_language
from app.words.people import list_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from app.core.ids import PersonId
    from app.roster.person import Person


@dataclass(frozen=True, slots=True)
class Level:
    """One row of ``data/alert_levels.csv``: who can be there within so many hours (None: the crisis cell).

    ``ring_after_minutes``: the silent of this level are rung from then on. ``calls_each``: how many others each one calls
    when messages do not leave, ``minutes_a_call`` each.
    """

    code: str
    label_fr: str
    label_en: str
    within_hours: int | None
    ring_after_minutes: int
    calls_each: int
    minutes_a_call: int
    source: str

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return in_language(self.label_fr, self.label_en)


def level_of(row: Cells) -> Level:
    """One row of the table. Raises InvalidInput."""
    return Level(
        code=required(row, "code"),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        within_hours=integer(row, "within_hours"),
        ring_after_minutes=_positive(row, "ring_after_minutes"),
        calls_each=_positive(row, "calls_each"),
        minutes_a_call=_positive(row, "minutes_a_call"),
        source=text(row, "source"),
    )


def _positive(row: Cells, column: str) -> int:
    value = integer(row, column)
    if not value:
        raise InvalidInput(N_("{column} : écrivez un nombre entier plus grand que zéro."), column=column)
    return value


def checked(levels: Sequence[Level]) -> tuple[Level, ...]:
    """The levels in order: the cell first, then by delay. Raises InvalidInput when none is left to hold everyone else."""
    ordered = sorted(levels, key=lambda one: (one.within_hours is not None, one.within_hours or 0))
    if not ordered or ordered[-1].within_hours is None:
        raise InvalidInput(N_("alert_levels.csv : il faut au moins un niveau avec un délai (within_hours)."))
    return tuple(ordered)


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place in the order: ``rank`` from 1, and their level."""

    person: Person
    level: Level
    rank: int

    def due_at(self, launched_at: datetime) -> datetime:
        """From when on they are rung if they have not answered."""
        return launched_at + timedelta(minutes=self.level.ring_after_minutes)


def order(
    people: Iterable[Person],
    levels: Sequence[Level],
    *,
    cell: Collection[PersonId] = frozenset(),
    wanted: Collection[str] = frozenset(),
) -> tuple[Place, ...]:
    """Everyone in the order to reach them: the crisis cell, then by delay to mobilise; in each level the professions
    ``wanted`` first, then as a list is read. A delay nobody knows counts as the longest."""
    ordered = checked(levels)
    placed = [(ordered.index(_level(one, ordered, cell)), one) for one in people]
    placed.sort(key=lambda pair: (pair[0], (pair[1].profession or "") not in wanted, _as_listed(pair[1])))
    return tuple(Place(person, ordered[level], rank) for rank, (level, person) in enumerate(placed, 1))


def _as_listed(person: Person) -> tuple[object, ...]:
    return (*list_order(person.family_name, person.given_name), person.id)


def _level(person: Person, levels: Sequence[Level], cell: Collection[PersonId]) -> Level:
    if person.id in cell and levels[0].within_hours is None:
        return levels[0]
    delay, rest = person.delay_to_mobilise_hours, [one for one in levels if one.within_hours is not None]
    if delay is None:
        return rest[-1]
    return next((one for one in rest if one.within_hours is not None and delay <= one.within_hours), rest[-1])


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the tree: ``caller`` None is the coordination. ``after_minutes``: when it is made, if everyone picks up."""

    caller: PersonId | None
    place: Place
    depth: int
    after_minutes: int


@dataclass(frozen=True, slots=True)
class CallTree:
    """Who calls whom, in the order of the calls; ``mute``: those for whom nobody knows a telephone number."""

    calls: tuple[Call, ...]
    mute: tuple[Place, ...]

    @property
    def minutes(self) -> int:
        """When the last one has been told, if everyone picks up."""
        return max((one.after_minutes for one in self.calls), default=0)

    @property
    def by_caller(self) -> Mapping[PersonId | None, tuple[Call, ...]]:
        """The calls each one makes; the coordination first, then callers in the order they are called themselves."""
        found: dict[PersonId | None, list[Call]] = {None: []}
        for one in self.calls:
            found.setdefault(one.caller, []).append(one)
        return {caller: tuple(calls) for caller, calls in found.items()}


@dataclass(slots=True)
class _Caller:
    """Someone who can still call others."""

    id: PersonId | None
    person: Person | None
    depth: int
    left: int
    minute: int
    minutes_a_call: int


def tree(places: Sequence[Place]) -> CallTree:
    """The shortest chain: each new person is called by somebody told as early as possible, of their own practice or commune
    when one of those is free."""
    if not places:
        return CallTree((), ())
    first = places[0].level
    callers = [_Caller(None, None, 0, first.calls_each, 0, first.minutes_a_call)]
    calls: list[Call] = []
    for place in places:
        if not number_of(place.person):
            continue
        caller = _free(callers, place.person)
        caller.left -= 1
        caller.minute += caller.minutes_a_call
        made = Call(caller.id, place, caller.depth + 1, caller.minute)
        calls.append(made)
        level = place.level
        callers.append(
            _Caller(place.person.id, place.person, made.depth, level.calls_each, caller.minute, level.minutes_a_call)
        )
    return CallTree(tuple(calls), tuple(one for one in places if not number_of(one.person)))


def number_of(person: Person) -> str:
    """The number to ring: the mobile, else the other telephone; empty when nobody knows one."""
    return person.mobile or person.phone


def _free(callers: Sequence[_Caller], person: Person) -> _Caller:
    """The caller of the least depth who still has calls to make: a colleague, else a neighbour, else the first."""
    able = [one for one in callers if one.left > 0]
    depth = min(one.depth for one in able)
    return min(
        (one for one in able if one.depth == depth), key=lambda one: (_strangeness(one.person, person), one.minute)
    )


def _strangeness(caller: Person | None, person: Person) -> int:
    if caller is None:
        return 2
    if caller.practice is not None and caller.practice == person.practice:
        return 0
    return 1 if caller.commune_insee and caller.commune_insee == person.commune_insee else 2
