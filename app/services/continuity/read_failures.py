"""Closures and cuts, under way and to come, as the screen « Relais » needs them; what practices say of themselves. No need is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.closure import overlapping
from app.continuity.situation import WHOLE, OutageKind
from app.core.clock import paris_date
from app.response.desk_survey import HOLDS, DeskState
from app.services.continuity.continuity_scene import commune_of
from app.services.continuity.read_categories import category_table
from app.services.continuity.read_relays import by_practice, communes_of, everyone_at_work, names_of
from app.services.keeping.reference import read_library, roads
from app.store import (
    closures,
    community,
    desk_surveys,
    events,
    locums,
    outages,
    people,
    practice_care,
    remote_services,
)
from app.words import _
from app.words.people import full_name, list_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.category import Category
    from app.continuity.closure import Closure
    from app.continuity.outage import Outage
    from app.continuity.remote_service import RemoteService
    from app.core.ids import PracticeId
    from app.response.desk_replies import DeskReply
    from app.response.event import Event
    from app.roster.person import Person
    from app.roster.practice import Site
    from app.store.database import Connection, Store

SEEN_AHEAD = timedelta(days=60)
"""How far ahead closures are listed at first: the next holidays."""


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A closure with its practice's name and size; ``overlaps``: names of the pair closed at the same time; ``standing_in``:
    name and number of those who can stand in today."""

    closure: Closure
    name: str
    commune: str
    members: int
    phone: str = ""
    exercise: bool = False
    overlaps: tuple[str, ...] = ()
    standing_in: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a practice said of itself (« point cabinets ») that still holds: closed or reduced, until ``until`` (UTC)."""

    name: str
    commune: str
    reply: DeskReply
    until: datetime
    exercise: bool = False


@dataclass(frozen=True, slots=True)
class ClosuresView:
    """``running``: whole practices first, those of an exercise last; ``coming`` by start; ``said``: closed first. ``events``: those a closure may be noted in."""

    now: datetime
    running: tuple[ClosureRow, ...]
    coming: tuple[ClosureRow, ...]
    said: tuple[Said, ...]
    names: Mapping[PracticeId, str]
    members: Mapping[PracticeId, tuple[Person, ...]]
    events: Mapping[str, Event]


@dataclass(frozen=True, slots=True)
class OutageRow:
    """A cut, and whether it is one of an exercise."""

    outage: Outage
    exercise: bool = False


@dataclass(frozen=True, slots=True)
class OutagesView:
    """``running``: power first, then in the order of the kinds; ``coming`` by start; what a cut may be about."""

    now: datetime
    running: tuple[OutageRow, ...]
    coming: tuple[OutageRow, ...]
    communes: Mapping[str, str]
    roads: tuple[tuple[str, str], ...]
    sites: Mapping[str, Site]
    remotes: Mapping[str, RemoteService]
    categories: Mapping[str, Category]
    events: Mapping[str, Event]


def read_closures(actor: Actor, store: Store, *, ahead: timedelta = SEEN_AHEAD) -> ClosuresView:
    """Closures under way and to come, those of exercises marked so; what practices said of themselves. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        now, library, practices = store.now(), read_library(store, conn), people.practices(conn)
        communes, there = communes_of(conn, library), by_practice(everyone_at_work(conn))
        rows = [row for played in (False, True) for row in _closure_rows(conn, now, there, communes, played)]
        coming = [one for one in rows if now < one.closure.starts_at <= now + ahead]
        return ClosuresView(
            now=now,
            running=tuple(sorted((one for one in rows if one.closure.holds_at(now)), key=_worst_first)),
            coming=tuple(sorted(coming, key=lambda one: (one.closure.starts_at, one.closure.id))),
            said=tuple(one for played in (False, True) for one in _said(conn, now, communes, played)),
            names=names_of(practices),
            members=there,
            events={one.id: one for one in events.under_way(conn)},
        )


def read_outages(actor: Actor, store: Store) -> OutagesView:
    """Cuts under way and to come, those of exercises marked so, and what one may be about. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        now, library = store.now(), read_library(store, conn)
        rows = [OutageRow(one, played) for played in (False, True) for one in outages.since(conn, now, exercise=played)]
        communes = communes_of(conn, library)
        known = [(one.start, one.end) for one in roads(library, community.read(conn).territory)]
        return OutagesView(
            now=now,
            running=tuple(sorted((one for one in rows if one.outage.holds_at(now)), key=_most_pressing_first)),
            coming=tuple(one for one in rows if one.outage.starts_at > now),
            communes=communes,
            roads=tuple(pair for pair in known if pair[0] in communes and pair[1] in communes),
            sites={one.id: one for one in people.sites(conn)},
            remotes={one.id: one for one in remote_services.every(conn)},
            categories=category_table(library),
            events={one.id: one for one in events.under_way(conn)},
        )


def _closure_rows(
    conn: Connection, now: datetime, members: Mapping[PracticeId, tuple[Person, ...]], communes: Mapping[str, str],
    exercise: bool,
) -> list[ClosureRow]:  # fmt: skip
    held = closures.since(conn, now, exercise=exercise)
    pairs = {one.practice: one.paired for one in practice_care.every(conn).values() if one.paired is not None}
    practices = {one.id: one for one in people.practices(conn)}
    names, standing = names_of(list(practices.values())), _standing_in(conn, now)
    rows = []
    for one in held:
        practice, there = practices[one.practice], members.get(one.practice, ())
        commune = commune_of(practice, there)
        phones = (practice.phone, *(person.phone or person.mobile for person in there))
        rows.append(
            ClosureRow(
                closure=one,
                name=names[one.practice],
                commune=communes.get(commune, ""),
                members=len(there),
                phone=next(filter(None, phones), ""),
                exercise=exercise,
                overlaps=tuple(dict.fromkeys(names[other.practice] for other in overlapping(one, held, pairs))),
                standing_in=standing.get(one.practice, ()),
            )
        )
    return rows


def _standing_in(conn: Connection, now: datetime) -> dict[PracticeId, tuple[tuple[str, str], ...]]:
    """Practice → name and number of those whose days hold today; whoever left the roster is not named."""
    known = {one.id: one for one in people.every(conn)}
    found: dict[PracticeId, tuple[tuple[str, str], ...]] = {}
    for one in locums.every(conn):
        person = known.get(one.person) if one.person else None
        name = full_name(person.given_name, person.family_name) if person else one.name
        phone = one.phone or (person.mobile or person.phone if person else "")
        if name and one.is_free_on(paris_date(now)):
            found[one.practice] = (*found.get(one.practice, ()), (name, phone))
    return found


def _said(conn: Connection, now: datetime, communes: Mapping[str, str], exercise: bool) -> list[Said]:
    names = {f"practice:{one.id}": one.name for one in people.practices(conn)}
    names |= {f"site:{one.id}": one.name for one in people.sites(conn)}
    names |= {f"person:{one.id}": full_name(one.given_name, one.family_name) for one in people.every(conn)}
    found = [
        Said(
            name=names.get(subject, reply.name) or _("Cabinet sans nom"),
            commune=communes.get(reply.commune_insee, ""),
            reply=reply,
            until=reply.answered_at + HOLDS,
            exercise=exercise,
        )
        for subject, reply in desk_surveys.latest(conn, now, exercise=exercise).items()
        if reply.state in (DeskState.CLOSED, DeskState.DEGRADED) and reply.answered_at is not None
    ]
    return sorted(found, key=lambda one: (one.reply.state is not DeskState.CLOSED, list_order(one.name)))


def _worst_first(row: ClosureRow) -> tuple[bool, bool, datetime, str]:
    return row.exercise, row.closure.share(row.members) < WHOLE, row.closure.starts_at, row.closure.id


def _most_pressing_first(row: OutageRow) -> tuple[bool, int, datetime, str]:
    """Power runs batteries and bottles down by the hour: it comes first whenever it began."""
    return row.exercise, list(OutageKind).index(row.outage.kind), row.outage.starts_at, row.outage.id
