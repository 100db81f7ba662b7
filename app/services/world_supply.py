"""Who gives what, slice by slice: people of the roster, their practices, establishments, centres, remote services, duty,
transport, and the things all of them depend on. Read from what is live; nothing is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from app.continuity.outage import remote_carer
from app.continuity.situation import OutageKind
from app.core.errors import N_
from app.core.ids import PersonId, PracticeId
from app.core.intervals import Interval
from app.drills.half_days import DayKind, day_kind, day_of
from app.drills.supply import SupplyRow, share
from app.drills.territory import Provider, ProviderKind
from app.drills.world import Known, Part
from app.response.articulation import SITE_KIND_WORDS
from app.roster.person import HalfDay, HalfDayPart
from app.roster.spelling import fold
from app.scheduling.capacity import Throughput, filled_of_seats, is_held, session_capacity
from app.scheduling.centre import KIND_WORDS, CentreKind
from app.scheduling.session import SessionState
from app.services.continuity_scene import at_work, commune_of
from app.services.reference import centre_template
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from app.continuity.situation import Cut
    from app.continuity.slots import Slot
    from app.drills.supply import PostRow
    from app.drills.world import Slice
    from app.roster.person import Person
    from app.scheduling.session import Session
    from app.services.world_source import Source

NOTHING = SupplyRow(
    code="", is_profession=True, skills=frozenset(), acts=0, per_100_places=None, reach_minutes=0,
    saturday_percent=0, sunday_percent=0, night_percent=0,
)  # fmt: skip
"""What a profession or a kind of place of which no row speaks gives."""

SERVICE_WORDS = {
    "dossier_hopital": N_("dossier patient de l’hôpital"),
    "messagerie_securisee": N_("messagerie sécurisée de santé"),
    "telephone": N_("téléphone"),
    "internet": N_("internet"),
}

POWER, IT, SUPPLIER, PRACTICE, CENTRE, REMOTE, DUTY, NEIGHBOUR = (
    "power", "it", "supplier", "practice", "centre", "remote", "duty", "neighbour"
)  # fmt: skip
"""Kinds of place beyond those of establishments (``Known.site_kind``)."""

SLOT_SKILL = "minor_emergency"
"""What an unscheduled-care slot gives."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One provider, what it gives in each slice, and how it is called."""

    provider: Provider
    given: tuple[int, ...]
    known: Known


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands in the way: parts of a practice away by slice, and seats that people hold elsewhere (person → slices)."""

    away: Mapping[PracticeId, Sequence[Fraction]] = field(default_factory=dict)
    seated: Mapping[PersonId, frozenset[int]] = field(default_factory=dict)
    reserved: Mapping[PersonId, Counter[int]] = field(default_factory=dict)
    """Places of slots that somebody keeps: given there, so not twice."""


def offers(source: Source) -> list[Offer]:
    """Every provider of the map, in order of kind then name; those without a commune on it are left out."""
    taken = _taken(source)
    found = [
        *_practices(source, taken), *_people(source, taken), *_sites(source), *_centres(source), *_remotes(source),
        *_posts(source),
    ]  # fmt: skip
    on_map = [one for one in found if one.provider.place in source.insee]
    cut = [_under_cuts(source, one) for one in on_map]
    return [*_things(source, cut), *cut]


def unplaced(source: Source) -> int:
    """People at work whose commune is not on the map: nobody can say whom they reach."""
    return sum(at_work(one) and _where(source, one) not in source.insee for one in source.people)


# ------------------------------------------------------------------------------------------------- people and practices


def _people(source: Source, taken: Taken) -> Iterator[Offer]:
    places = _labels(source)
    posts = _named_duties(source)
    for person in source.people:
        row = source.tables.supply.get(person.profession or "", NOTHING)
        usual = _usual(source, person, row)
        where, care = _where(source, person), source.cares.get(person.practice) if person.practice else None
        reach = row.reach_minutes if care is None or care.radius_minutes is None else care.radius_minutes
        depends = _depends(row.depends_on, where)
        if person.practice is not None:
            depends[f"{PRACTICE}:{person.practice}"] = 0
        elif (site := places.get(fold(person.organisation))) is not None:
            depends[f"site:{site}"] = 0
        yield Offer(
            Provider(
                id=f"person:{person.id}", kind=ProviderKind.PROFESSIONAL, place=where, capacity=usual, skills=row.skills,
                reach_minutes=Fraction(reach), depends_on=tuple(sorted(depends)),
            ),
            tuple(_given(source, taken, posts, person, row, usual, rank) for rank in range(len(source.slices))),
            Known(
                name=full_name(person.given_name, person.family_name),
                role=_role(source, person),
                commune=where,
                profession=person.profession or "",
                practice=person.practice or "",
                is_volunteer=bool(person.usual_half_days or person.missions) and person.opted_out_on is None,
                autonomy_hours={on: hours for on, hours in depends.items() if hours},
            ),
        )  # fmt: skip


def _usual(source: Source, person: Person, row: SupplyRow) -> int:
    """Acts of an ordinary half-day: what the practice said of its days, shared by its members; else the table's."""
    if not at_work(person) or not row.skills:
        return 0
    care = source.cares.get(person.practice) if person.practice else None
    if care is None or care.daily_visits is None or person.practice is None:
        return row.acts
    return share(care.daily_visits, Fraction(50, len(source.working[person.practice])))


def _given(
    source: Source, taken: Taken, posts: Mapping[PersonId, Mapping[int, int]], person: Person, row: SupplyRow,
    usual: int, rank: int,
) -> int:  # fmt: skip
    """What somebody gives in one slice: the ordinary half-day, less what is away, seated elsewhere or reserved."""
    one = source.slices[rank]
    if (duty := posts.get(person.id, {}).get(rank)) is not None:
        return duty
    if rank in taken.seated.get(person.id, ()) or not _comes(person, one):
        return 0
    acts = share(usual, row.percent(one))
    if person.practice is not None and person.practice in taken.away:
        acts = share(acts, 100 * (1 - taken.away[person.practice][rank]))
    return max(acts - taken.reserved.get(person.id, {}).get(rank, 0), 0)


def _comes(person: Person, one: Slice) -> bool:
    """On days off, whoever declared habits comes when they said; on weekdays everybody works."""
    day = day_of(one)
    if one.part is Part.NIGHT or day_kind(day) is DayKind.WEEKDAY or not person.usual_half_days:
        return True
    part = HalfDayPart.AM if one.part is Part.MORNING else HalfDayPart.PM
    return HalfDay(day.weekday(), part) in person.usual_half_days


def _practices(source: Source, taken: Taken) -> Iterator[Offer]:
    """Each practice where somebody works: what its members hang on, and the slots that it keeps open."""
    row = source.tables.supply.get(PRACTICE, NOTHING)
    slots = _slots_of(source, PRACTICE)
    for practice in source.practices:
        members = source.working.get(practice.id, ())
        if not members:
            continue
        care, where = source.cares.get(practice.id), commune_of(practice, members)
        depends: dict[str, int] = {}
        if care is not None and care.needs_network:
            said = _depends(row.depends_on, where)
            software = f"it:logiciel:{care.software.strip()}" if care.software.strip() else ""
            depends = {(software if on == "it:logiciel" else on): hours for on, hours in said.items()}
            depends.pop("", None)
        places = slots.get(practice.id, Counter())
        given = [
            0 if taken.away.get(practice.id) and taken.away[practice.id][rank] == 1 else places[rank]
            for rank in range(len(source.slices))
        ]
        yield Offer(
            Provider(
                id=f"{PRACTICE}:{practice.id}", kind=ProviderKind.SITE, place=where, capacity=max(given, default=0),
                skills=row.skills, reach_minutes=Fraction(row.reach_minutes), depends_on=tuple(sorted(depends)),
            ),
            tuple(given),
            Known(
                name=practice.name or _("Cabinet sans nom"), role=_("cabinet"), commune=where, practice=practice.id,
                site_kind=PRACTICE, autonomy_hours={on: hours for on, hours in depends.items() if hours},
            ),
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- places


def _sites(source: Source) -> Iterator[Offer]:
    slots = _slots_of(source, "site")
    for site in source.sites:
        row = source.tables.supply.get(site.kind, NOTHING)
        places = slots.get(site.id, Counter())
        usual = row.usual(site.places)
        depends = _depends(row.depends_on, site.commune_insee)
        yield Offer(
            Provider(
                id=f"site:{site.id}", kind=ProviderKind.SITE, place=site.commune_insee, capacity=usual,
                skills=row.skills | ({SLOT_SKILL} if places else set()), reach_minutes=Fraction(row.reach_minutes),
                depends_on=tuple(sorted(depends)),
            ),
            tuple(share(usual, row.percent(one)) + places[rank] for rank, one in enumerate(source.slices)),
            Known(
                name=site.name, role=_(SITE_KIND_WORDS[site.kind]), commune=site.commune_insee, site_kind=site.kind,
                autonomy_hours={on: hours for on, hours in depends.items() if hours},
            ),
        )  # fmt: skip


def _centres(source: Source) -> Iterator[Offer]:
    """Vaccination centres with what their published sessions can give, as their seats are held."""
    row = source.tables.supply.get(CENTRE, NOTHING)
    injections = _injections(source)
    for centre in source.centres:
        if centre.kind is not CentreKind.VACCINATION:
            continue
        given = tuple(injections[centre.id, rank] for rank in range(len(source.slices)))
        where = centre.place.commune_insee
        depends = _depends(row.depends_on, where)
        yield Offer(
            Provider(
                id=f"site:{centre.id}", kind=ProviderKind.SITE, place=where, capacity=max(given, default=0),
                skills=row.skills, reach_minutes=Fraction(row.reach_minutes), depends_on=tuple(sorted(depends)),
            ),
            given,
            Known(
                name=centre.name, role=_(KIND_WORDS[centre.kind]), commune=where, site_kind=CENTRE,
                autonomy_hours={on: hours for on, hours in depends.items() if hours},
            ),
        )  # fmt: skip


def _injections(source: Source) -> Counter[tuple[str, int]]:
    """(centre, slice) → injections that published sessions give there."""
    found: Counter[tuple[str, int]] = Counter()
    centres, filled = {one.id: one for one in source.centres}, filled_of_seats(source.seats)
    for session in source.sessions:
        rank = _rank_of(source, session)
        if rank is None or not _stands(session):
            continue
        centre = centres[session.centre_id]
        paces = centre_template(source.library, centre.kind, centre.campaign, session.day).paces
        pace = Throughput(centre.injections_per_hour, centre.observation_minutes, paces=frozenset(paces))
        asked = [one for one in source.asked if one.session_id == session.id]
        found[centre.id, rank] += session_capacity(session, asked, filled.get(session.id, {}), pace).injections
    return found


def _remotes(source: Source) -> Iterator[Offer]:
    row = source.tables.supply.get(REMOTE, NOTHING)
    homes = {one.id: commune_of(one, source.working.get(one.id, ())) for one in source.practices}
    sites = {one.id: one.commune_insee for one in source.sites}
    for one in source.remotes:
        where = sites.get(one.site, "") or (homes.get(one.practice, "") if one.practice else "") or source.chief
        wanted = {"power": one.needs_power, "it:internet": one.needs_network}
        depends = _depends({on: hours for on, hours in row.depends_on.items() if wanted.get(on, True)}, where)
        if one.practice is not None:
            depends[f"{PRACTICE}:{one.practice}"] = 0
        elif one.site:
            depends[f"site:{one.site}"] = 0
        yield Offer(
            Provider(
                id=f"site:{one.id}", kind=ProviderKind.SITE, place=where, capacity=one.capacity, skills=row.skills,
                reach_minutes=Fraction(row.reach_minutes), depends_on=tuple(sorted(depends)),
            ),
            tuple(share(one.capacity, row.percent(slice)) for slice in source.slices),
            Known(
                name=one.name, role=_("suivi à distance"), commune=where, site_kind=REMOTE, practice=one.practice or "",
                autonomy_hours={on: hours for on, hours in depends.items() if hours},
            ),
        )  # fmt: skip


def _posts(source: Source) -> Iterator[Offer]:
    """Duty of nights and days off, and transport; named duties take the place of the anonymous ones."""
    named = Counter(rank for posts in _named_duties(source).values() for rank in posts)
    for kind, rows in ((DUTY, source.tables.duty), ("transport", source.tables.transport)):
        for row in rows:
            where = row.commune or source.chief
            depends = _depends(row.depends_on, where)
            given = [row.gives(one) for one in source.slices]
            if kind == DUTY and SLOT_SKILL in row.skills:
                for rank, acts in enumerate(given):
                    relieved = min(named[rank], row.count) if acts else 0
                    named[rank] -= relieved
                    given[rank] = acts - relieved * row.acts
            yield Offer(
                Provider(
                    id=f"site:{row.code}", kind=ProviderKind.SITE, place=where, capacity=_ordinary(row),
                    skills=row.skills, reach_minutes=Fraction(row.reach_minutes), depends_on=tuple(sorted(depends)),
                ),
                tuple(given),
                Known(
                    name=row.label, role=row.label, commune=where, site_kind=kind,
                    autonomy_hours={on: hours for on, hours in depends.items() if hours},
                ),
            )  # fmt: skip


def _ordinary(row: PostRow) -> int:
    """What a post gives on an ordinary weekday morning."""
    return row.usual if "weekday_morning" in row.when else 0


def _things(source: Source, found: Sequence[Offer]) -> Iterator[Offer]:
    """What others depend on and that gives nothing itself: power by commune, services, suppliers; by id."""
    held = {one.provider.id for one in found}
    wanted = {on for one in found for on in one.provider.depends_on} - held
    wanted |= {f"{POWER}:{insee}" for insee in source.insee} | {f"{IT}:{one}" for one in SERVICE_WORDS}
    names = {one.insee: one.name for one in source.communes}
    for id in sorted(wanted):
        kind, _colon, what = id.partition(":")
        if kind not in (POWER, IT, SUPPLIER):
            continue
        where = what if kind == POWER else source.chief
        if where not in source.insee:
            continue
        word = {
            POWER: _("électricité à {commune}").format(commune=names.get(what, what)),
            IT: _(SERVICE_WORDS.get(what, "")) or what.partition(":")[2],
            SUPPLIER: what.replace("_", " "),
        }[kind]
        role = {POWER: _("électricité"), IT: _("informatique"), SUPPLIER: _("fournisseur")}[kind]
        provider = Provider(id, ProviderKind.SITE, where, 0, frozenset(), Fraction(0))
        yield Offer(provider, (0,) * len(source.slices), Known(name=word, role=role, commune=where, site_kind=kind))


# ------------------------------------------------------------------------------------------------ what is under way now


def _taken(source: Source) -> Taken:
    return Taken(away=_away(source), seated=_seated(source), reserved=_reserved(source))


def _away(source: Source) -> Mapping[PracticeId, Sequence[Fraction]]:
    """Practice → the part of its people away in the middle of each slice."""
    found: dict[PracticeId, list[Fraction]] = {}
    for one in source.stage.situation.absences:
        parts = found.setdefault(one.practice, [Fraction(0)] * len(source.slices))
        for rank, slice in enumerate(source.slices):
            if _is_on(one.starts_at, one.ends_at, slice):
                parts[rank] = min(Fraction(1), parts[rank] + one.share)
    return found


def _seated(source: Source) -> Mapping[PersonId, frozenset[int]]:
    """Who sits at a published session in which slices: away from ordinary care for the half-day."""
    published = {one.id: rank for one in source.sessions if _stands(one) and (rank := _rank_of(source, one)) is not None}
    spans = {one.id: one for one in source.sessions}
    found: dict[PersonId, set[int]] = defaultdict(set)
    for seat in source.seats:
        if seat.holder.person_id is not None and is_held(seat) and seat.session_id in published:
            found[seat.holder.person_id] |= _ranks(source, spans[seat.session_id])
    return {person: frozenset(ranks) for person, ranks in found.items()}


def _reserved(source: Source) -> Mapping[PersonId, Counter[int]]:
    """Places of open slots, taken off the ordinary half-day of the person who keeps them, or of the practice's physicians."""
    found: dict[PersonId, Counter[int]] = defaultdict(Counter)
    for slot in source.slots:
        rank = _slot_rank(source, slot)
        if rank is None or slot.practice is None:
            continue
        members = source.working.get(slot.practice, ())
        keepers = [one.id for one in members if one.id == slot.person] or [
            one.id for one in members if SLOT_SKILL in source.tables.supply.get(one.profession or "", NOTHING).skills
        ]
        for number in range(slot.places):
            if keepers:
                found[keepers[number % len(keepers)]][rank] += 1
    return found


def _slots_of(source: Source, kind: str) -> Mapping[str, Counter[int]]:
    """Practice or site → free places of its open slots by slice."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for slot in source.slots:
        rank = _slot_rank(source, slot)
        host, _colon, id = slot.host.partition(":")
        if rank is not None and host == kind:
            found[id][rank] += max(slot.places - source.booked.get(slot.id, 0), 0)
    return found


def _slot_rank(source: Source, slot: Slot) -> int | None:
    if not slot.is_open:
        return None
    middle = slot.starts_at + (slot.ends_at - slot.starts_at) / 2
    return next((rank for rank, one in enumerate(source.slices) if one.starts_at <= middle < one.ends_at), None)


def _named_duties(source: Source) -> Mapping[PersonId, Mapping[int, int]]:
    """Person on duty by name → slice → what they give then, as the first post of the table that takes the unscheduled."""
    acts = next((row.acts for row in source.tables.duty if SLOT_SKILL in row.skills), 0)
    found: dict[PersonId, dict[int, int]] = {}
    for person, intervals in source.duties.items():
        for rank, one in enumerate(source.slices):
            if any(_covers(interval, one) for interval in intervals):
                found.setdefault(person, {})[rank] = acts
    return found


def _covers(interval: Interval, one: Slice) -> bool:
    """Whether a duty fills most of a slice, or a slice most of the duty."""
    shared = min(interval.end, one.ends_at) - max(interval.start, one.starts_at)
    return 2 * shared > min(interval.duration, one.ends_at - one.starts_at)


def _under_cuts(source: Source, offer: Offer) -> Offer:
    """Nothing comes from what an outage under way stops, once its autonomy is spent."""
    given = list(offer.given)
    for cut in source.stage.situation.cuts:
        for rank, one in enumerate(source.slices):
            if given[rank] and _is_on(cut.starts_at, cut.ends_at, one) and _stops(offer, cut, one):
                given[rank] = 0
    return offer if tuple(given) == offer.given else replace(offer, given=tuple(given))


def _stops(offer: Offer, cut: Cut, one: Slice) -> bool:
    id, where = offer.provider.id, offer.provider.place
    if cut.site and cut.kind in (OutageKind.SITE, OutageKind.SUPPLIER):
        return f"site:{cut.site}" in (id, *offer.provider.depends_on)
    if cut.carer is not None:
        return cut.carer == remote_carer(id.removeprefix("site:"))
    on = {OutageKind.POWER: f"{POWER}:{where}", OutageKind.NETWORK: "it:internet", OutageKind.WATER: "supplier:eau"}
    wanted = on.get(cut.kind, "")
    if where not in cut.communes or wanted not in offer.provider.depends_on:
        return False
    hours = (_middle(one) - cut.starts_at).total_seconds() / 3600
    return hours >= offer.known.autonomy_hours.get(wanted, 0)


# ---------------------------------------------------------------------------------------------------------------- small


def _depends(on: Mapping[str, int], where: str) -> dict[str, int]:
    """The table's dependences as ids: the power is that of the commune."""
    return {(f"{POWER}:{where}" if one == POWER else one): hours for one, hours in on.items()}


def _where(source: Source, person: Person) -> str:
    """Where somebody works: their practice's commune, else their own."""
    for practice in source.practices:
        if practice.id == person.practice:
            return commune_of(practice, source.working.get(practice.id, ())) or person.commune_insee
    return person.commune_insee


def _role(source: Source, person: Person) -> str:
    professions = source.library.professions
    known = person.profession in professions
    return professions[person.profession or ""].label(person.civilite) if known else _("renfort")


def _labels(source: Source) -> Mapping[str, str]:
    """Folded name of an establishment → its id."""
    return {fold(one.name): one.id for one in source.sites if one.name}


def _stands(session: Session) -> bool:
    return session.state in (SessionState.PUBLISHED, SessionState.DONE)


def _rank_of(source: Source, session: Session) -> int | None:
    """The slice that holds the middle of a session."""
    middle = session.starts_at + (session.ends_at - session.starts_at) / 2
    return next((rank for rank, one in enumerate(source.slices) if one.starts_at <= middle < one.ends_at), None)


def _ranks(source: Source, session: Session) -> set[int]:
    """The slices of which a session takes more than an hour."""
    return {
        rank
        for rank, one in enumerate(source.slices)
        if (min(session.ends_at, one.ends_at) - max(session.starts_at, one.starts_at)).total_seconds() > 3600
    }


def _is_on(starts_at: datetime, ends_at: datetime | None, one: Slice) -> bool:
    middle = _middle(one)
    return starts_at <= middle and (ends_at is None or middle < ends_at)


def _middle(one: Slice) -> datetime:
    return one.starts_at + (one.ends_at - one.starts_at) / 2
