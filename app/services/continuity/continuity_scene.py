"""Who could take care over, and what fails, at an instant: practices, establishments, remote services, closures, cuts, « points cabinets ».

The territory and the situation that the engine takes, read from one connection. No need is read here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from app.continuity.carer import Carer, CarerId, CarerKind, practice_carer
from app.continuity.closure import Away, absences, away_of
from app.continuity.lasting import Lasting
from app.continuity.medicine_relay import who_replaces
from app.continuity.outage import remote_carer, site_carer
from app.continuity.practice_care import CareDefaults, PracticeCare, capacity
from app.continuity.site_care import SiteCare, site_care_of
from app.continuity.situation import WHOLE, Absence, Cut, OutageKind, Situation
from app.continuity.territory import Territory
from app.core.clock import paris_date
from app.core.ids import PersonId, PracticeId
from app.library.content import built
from app.response.desk_replies import DeskReply
from app.response.desk_survey import HOLDS, DeskState
from app.roster.person import PersonKind, PersonStatus
from app.services.continuity.read_categories import category_table, continuity_rules
from app.services.keeping.reference import communes_by_code, read_library, roads
from app.store import closures, community, desk_surveys, hand_overs, outages, people, practice_care, remote_services
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.category import Category
    from app.continuity.remote_service import RemoteService
    from app.library import Library
    from app.roster.person import Person
    from app.roster.practice import Practice, Site, SiteKind
    from app.store.database import Connection, Store

AHEAD = timedelta(hours=72)
"""How far ahead a situation under way is looked at: past it, whatever has no end known is still down (design choice)."""

NO_END = timedelta(days=3660)
"""Past it, nothing has an end that anybody knows."""


@dataclass(frozen=True, slots=True)
class Scene:
    """``names``: carer → as it is called; ``practices`` by name; ``members``: professionals at work in each practice.

    ``communes``: INSEE code → name. ``silent``: practices that say « en service réduit » without saying how much: counted as
    whole, and said so.
    """

    territory: Territory
    situation: Situation
    names: Mapping[CarerId, str]
    practices: tuple[Practice, ...]
    members: Mapping[PracticeId, int] = field(default_factory=dict)
    communes: Mapping[str, str] = field(default_factory=dict)
    silent: frozenset[PracticeId] = frozenset()


def scene(
    conn: Connection, store: Store, at: datetime, *, exercise: bool = False, until: datetime | None = None
) -> Scene:
    """What stands and what fails from ``at`` to ``until`` (UTC; by default :data:`AHEAD` later).

    With ``exercise``, the closures, cuts and answers of exercises alone. Raises InvalidInput for a content file that does
    not read.
    """
    end = until or at + AHEAD
    held = _Held.read(conn, store)
    carers = (*held.practice_carers(), *held.site_carers(), *held.remote_carers())
    away, silent, down = _said(conn, held, at, exercise=exercise)
    found = closures.since(conn, at, exercise=exercise)
    missing = absences([*away_of((one for one in found if one.touches(at, end)), held.members), *away])
    cuts = [one.cut for one in outages.since(conn, at, exercise=exercise) if one.touches(at, end)]
    cuts += [*down, *_remote_down(held.remotes, missing)]
    return Scene(
        territory=Territory(
            categories=held.categories,
            carers=carers,
            roads=tuple(roads(held.library, held.territory)),
            medicine_relays=who_replaces(held.library.medicine_relays, paris_date(at)),
        ),
        situation=Situation(at, end, tuple(one for one in missing if _is_ahead(one, at, end)), tuple(cuts)),
        names={one.id: one.name for one in carers},
        practices=tuple(held.practices),
        members=held.members,
        communes=held.communes,
        silent=silent,
    )


def lasting(conn: Connection, seen: Scene, needs: Iterable[CareNeed]) -> Lasting:
    """What running hand-overs were asked for, from what has failed since the first of them, and from their needs."""
    now = seen.situation.starts_at
    first = min((one.proposed_at for one in hand_overs.running(conn)), default=now)
    gone = [one for one in closures.since(conn, first) if one.ends_at is not None and one.ends_at <= now]
    over = [one.cut for one in outages.since(conn, first) if one.ends_at is not None and one.ends_at <= now]
    past = replace(
        seen.situation,
        starts_at=min(first, now),
        ends_at=now + NO_END,
        absences=(*(Absence(one.practice, one.starts_at, one.ends_at) for one in gone), *seen.situation.absences),
        cuts=(*over, *seen.situation.cuts),
    )
    return Lasting(seen.territory, seen.situation, past, AHEAD, {one.id: one for one in needs})


def site_cares(library: Library) -> Mapping[SiteKind, SiteCare]:
    """``data/site_care.csv``, or the site's own file of that name. Raises InvalidInput."""
    return {one.kind: one for one in (built(record, site_care_of) for record in library.file("site_care.csv"))}


def care_defaults(library: Library) -> CareDefaults:
    """What is taken for what a practice has not said. Raises InvalidInput."""
    rules = continuity_rules(library)
    return CareDefaults(rules["absorbable_percent"], rules["radius_minutes"], rules["daily_visits_per_member"])


def at_work(person: Person) -> bool:
    """Whether somebody counts among the members of their practice."""
    return person.kind is PersonKind.PROFESSIONAL and person.status is PersonStatus.ACTIF


@dataclass(frozen=True, slots=True)
class _Held:
    """All that is read once."""

    library: Library
    territory: str
    categories: Mapping[str, Category]
    communes: Mapping[str, str]
    practices: Sequence[Practice]
    sites: Sequence[Site]
    people: Mapping[PracticeId, Sequence[Person]]
    cares: Mapping[PracticeId, PracticeCare]
    remotes: Sequence[RemoteService]
    rooms: Mapping[str, int]

    @classmethod
    def read(cls, conn: Connection, store: Store) -> _Held:
        library, territory = read_library(store, conn), community.read(conn).territory
        by_practice: dict[PracticeId, list[Person]] = defaultdict(list)
        for person in people.every(conn):
            if person.practice is not None and at_work(person):
                by_practice[person.practice].append(person)
        return cls(
            library=library,
            territory=territory,
            categories=category_table(library),
            communes=communes_by_code(library, territory),
            practices=people.practices(conn),
            sites=people.sites(conn),
            people=by_practice,
            cares=practice_care.every(conn),
            remotes=remote_services.every(conn),
            rooms=practice_care.helped_sites(conn),
        )

    @property
    def members(self) -> dict[PracticeId, int]:
        return {one.id: len(self.people.get(one.id, ())) for one in self.practices}

    def practice_carers(self) -> Iterator[Carer]:
        """Those where somebody works: nobody relays from an empty practice."""
        defaults, pairs = care_defaults(self.library), _pairs(self.cares)
        for one in self.practices:
            working = self.people.get(one.id, ())
            if not working:
                continue
            care = self.cares.get(one.id) or PracticeCare(practice=one.id)
            yield Carer(
                id=practice_carer(one.id),
                kind=CarerKind.PRACTICE,
                name=one.name or _("Cabinet sans nom"),
                commune=commune_of(one, working),
                professions=frozenset(person.profession for person in working if person.profession),
                capacity=capacity(care, len(working), defaults),
                radius_minutes=defaults.radius_minutes if care.radius_minutes is None else care.radius_minutes,
                pairs=pairs.get(one.id, frozenset()),
                needs_network=care.needs_network,
            )

    def site_carers(self) -> Iterator[Carer]:
        kinds = site_cares(self.library)
        for site in self.sites:
            care = kinds.get(site.kind)
            if care is None:
                continue
            yield Carer(
                id=site_carer(site.id),
                kind=CarerKind.SITE,
                name=site.name,
                commune=site.commune_insee,
                professions=frozenset({care.profession}) if care.profession else frozenset(),
                categories=care.takes(self.categories.values()),
                capacity=care.capacity(site.places, self.rooms.get(site.id)),
                is_assumed=site.id not in self.rooms,
                radius_minutes=care.radius_minutes,
                needs_power=care.needs_power,
                needs_network=care.needs_network,
                site=site.id,
            )

    def remote_carers(self) -> Iterator[Carer]:
        where = {site.id: site.commune_insee for site in self.sites}
        stands = {one.id: commune_of(one, self.people.get(one.id, ())) for one in self.practices}
        for one in self.remotes:
            yield Carer(
                id=remote_carer(one.id),
                kind=CarerKind.REMOTE,
                name=one.name,
                commune=where.get(one.site, "") or (stands.get(one.practice, "") if one.practice else ""),
                categories=frozenset(one.categories),
                capacity=one.capacity,
                radius_minutes=None,
                needs_power=one.needs_power,
                needs_network=one.needs_network,
                site=one.site,
                readers=one.readers,
            )


def commune_of(practice: Practice, working: Iterable[Person]) -> str:
    """Where a practice stands: its own commune, else that of most of those who work there."""
    counted = Counter(one.commune_insee for one in working if one.commune_insee)
    most = min(counted, key=lambda code: (-counted[code], code), default="")
    return practice.commune_insee or most


def _pairs(cares: Mapping[PracticeId, PracticeCare]) -> dict[PracticeId, frozenset[PracticeId]]:
    """Agreements in writing, which hold for both sides."""
    found: dict[PracticeId, set[PracticeId]] = defaultdict(set)
    for care in cares.values():
        if care.paired is not None and care.agreed_on is not None:
            found[care.practice].add(care.paired)
            found[care.paired].add(care.practice)
    return {practice: frozenset(pairs) for practice, pairs in found.items()}


def _said(
    conn: Connection, held: _Held, at: datetime, *, exercise: bool
) -> tuple[list[Away], frozenset[PracticeId], list[Cut]]:
    """What « points cabinets » say: shares away, practices reduced without a figure, establishments closed."""
    away: list[Away] = []
    silent: set[PracticeId] = set()
    down: list[Cut] = []
    practice_of = {person.id: practice for practice, working in held.people.items() for person in working}
    for subject, reply in sorted(desk_surveys.latest(conn, at, exercise=exercise).items()):
        if reply.answered_at is None:
            continue
        kind, _colon, id = subject.partition(":")
        until = reply.answered_at + HOLDS
        if kind == "site" and reply.state is DeskState.CLOSED:
            down.append(Cut(OutageKind.SITE, reply.answered_at, until, site=id))
            continue
        practice = PracticeId(id) if kind == "practice" else practice_of.get(PersonId(id))
        if practice not in held.members or practice is None:
            continue
        share = _share_away(reply)
        if share is None:
            silent |= {practice} if reply.state is DeskState.DEGRADED else set()
            continue
        is_whole = kind == "practice"
        part = share if is_whole else share / max(held.members[practice], 1)
        away.append(Away(practice, reply.answered_at, until, part, said=is_whole))
    return away, frozenset(silent), down


def _share_away(reply: DeskReply) -> Fraction | None:
    """The part that is away; None: open, or nothing that tells how much."""
    said = reply.answer
    if said.state is DeskState.CLOSED:
        return WHOLE
    if said.state is not DeskState.DEGRADED or said.present is None or not said.expected:
        return None
    return max(Fraction(0), WHOLE - Fraction(said.present, said.expected)) or None


def _remote_down(remotes: Iterable[RemoteService], missing: Iterable[Absence]) -> Iterator[Cut]:
    """A remote service stops with the practice it is read in, when nobody is left there."""
    closed = [one for one in missing if one.share == WHOLE]
    for service in remotes:
        for one in closed:
            if one.practice == service.practice:
                yield Cut(OutageKind.REMOTE, one.starts_at, one.ends_at, carer=remote_carer(service.id))


def _is_ahead(one: Absence, at: datetime, end: datetime) -> bool:
    return one.starts_at < end and (one.ends_at is None or at < one.ends_at)
