"""The needs that continuity is reckoned on: those noted; else the practices' own totals; else rates. Read for totals alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.continuity.care_need import care_need_of
from app.continuity.counted import Counted, needs_of
from app.continuity.overview import Basis
from app.services.continuity.continuity_scene import at_work, commune_of
from app.store import care_vault, hand_overs, people, practice_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import CarerId
    from app.continuity.category import Category
    from app.continuity.lasting import Lasting
    from app.continuity.need import NeedId, Unreadable
    from app.continuity.territory import Territory
    from app.core.ids import PracticeId
    from app.roster.person import Person
    from app.store.database import Connection, Store


STANDS = timedelta(days=366)
"""Totals have no end of their own: they stand over any window that is looked at."""


@dataclass(frozen=True, slots=True)
class KnownNeeds:
    """``needs`` open in memory, what they rest on, those that no key opens, and practices that said nothing at all.

    ``counted``: practices known by their totals alone; ``noted``: which needs are real ones, not units of a total. For
    services alone: nothing of it is shown but totals.
    """

    needs: tuple[CareNeed, ...]
    basis: Basis
    unreadable: tuple[Unreadable, ...] = ()
    counted: frozenset[PracticeId] = frozenset()
    silent: frozenset[PracticeId] = frozenset()
    noted: frozenset[NeedId] = frozenset()


def known_needs(conn: Connection, store: Store, categories: Mapping[str, Category], at: datetime) -> KnownNeeds:
    """Every need that stands at ``at`` (UTC), each practice by the best it gave."""
    opened = care_vault.opened(conn, store.folder, at)
    noted = [care_need_of(one) for one in opened.needs]
    working = _working(conn)
    practices = {one.id: commune_of(one, working[one.id]) for one in people.practices(conn)}
    held = {one.practice for one in noted} | {one.practice for one in opened.unreadable}
    totals = {id: said for id, said in practice_counts.every(conn).items() if id in practices and id not in held}
    counted = [
        Counted(category=code, commune=practices[id], count=count.needs, practice=id)
        for id, said in totals.items()
        for code, count in said.items()
    ]
    needs = (*noted, *needs_of(counted, categories, at + STANDS))
    silent = frozenset(id for id in practices if working[id]) - held - frozenset(totals)
    return KnownNeeds(
        needs,
        _basis(noted, counted, opened.unreadable),
        opened.unreadable,
        frozenset(totals),
        silent,
        frozenset(one.id for one in noted),
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What relays said of what fails: who has each need or was asked, who said no to it, who takes no more than it kept."""

    taken: Mapping[NeedId, CarerId]
    refused: Mapping[NeedId, set[CarerId]]
    held: Mapping[CarerId, int]
    full: frozenset[CarerId]

    def room(self, territory: Territory) -> Territory:
        """The territory where a relay that refused a part takes nothing more, as when relays are proposed."""
        carers = tuple(
            replace(one, capacity=min(one.capacity, self.held.get(one.id, 0))) if one.id in self.full else one
            for one in territory.carers
        )
        return replace(territory, carers=carers)


NO_ANSWERS = Answers({}, {}, {}, frozenset())


def answers(conn: Connection, lasting: Lasting) -> Answers:
    """What relays said since the first of what fails."""
    situation = lasting.situation
    starts = [one.starts_at for one in situation.absences] + [one.starts_at for one in situation.cuts]
    running = [one for one in hand_overs.running(conn) if one.is_running and lasting.goes_on(one)]
    refused: dict[NeedId, set[CarerId]] = defaultdict(set)
    for one in hand_overs.refused_since(conn, min(starts, default=situation.starts_at)):
        refused[one.need].add(one.taker)
    full = frozenset(carer for takers in refused.values() for carer in takers)
    return Answers({one.need: one.taker for one in running}, refused, Counter(one.taker for one in running), full)


def _working(conn: Connection) -> dict[PracticeId, list[Person]]:
    found: dict[PracticeId, list[Person]] = defaultdict(list)
    for person in people.every(conn):
        if person.practice is not None and at_work(person):
            found[person.practice].append(person)
    return found


def _basis(noted: Sequence[CareNeed], counted: Sequence[Counted], unreadable: Sequence[Unreadable]) -> Basis:
    if counted:
        return Basis.COUNTS
    return Basis.REGISTER if noted or unreadable else Basis.NOTHING
