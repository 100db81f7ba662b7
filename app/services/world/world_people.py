"""People of the roster and their practices as providers of the live world: what each gives in each slice."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from app.drills.half_days import DayKind, day_kind, day_of
from app.drills.supply import share
from app.drills.territory import Provider, ProviderKind
from app.drills.world import Known, Part
from app.roster.person import HalfDay, HalfDayPart
from app.roster.spelling import fold
from app.services.continuity.continuity_scene import at_work
from app.services.world.world_offer import PRACTICE, Offer, Stand, autonomy, depends_at, place_offer
from app.services.world.world_under_way import slots_of
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.drills.supply import SupplyRow
    from app.drills.world import Slice
    from app.roster.person import Person
    from app.services.world.world_source import Source
    from app.services.world.world_under_way import Taken


def unplaced(source: Source) -> int:
    """People at work whose commune is not on the map: nobody can say whom they reach."""
    return sum(at_work(one) and source.where(one) not in source.insee for one in source.people)


def people_offers(source: Source, taken: Taken) -> Iterator[Offer]:
    """Everyone of the roster, those who do not work there now included: they give nothing until they are called."""
    sites = {fold(one.name): one.id for one in source.sites if one.name}
    for person in source.people:
        row, place = source.supply(person.profession), source.where(person)
        usual, depends = _usual(source, person, row), _depends(person, row, place, sites)
        yield Offer(
            Provider(
                id=f"person:{person.id}", kind=ProviderKind.PROFESSIONAL, place=place, capacity=usual, skills=row.skills,
                reach_minutes=Fraction(_reach(source, person, row)), depends_on=tuple(sorted(depends)),
            ),
            tuple(_given(source, taken, person, row, usual, rank) for rank in range(len(source.slices))),
            Known(
                name=full_name(person.given_name, person.family_name),
                role=_role(source, person),
                commune=place,
                profession=person.profession or "",
                practice=person.practice or "",
                is_volunteer=bool(person.usual_half_days or person.missions) and person.opted_out_on is None,
                autonomy_hours=autonomy(depends),
            ),
        )  # fmt: skip


def practice_offers(source: Source, taken: Taken) -> Iterator[Offer]:
    """Each practice where somebody works: what its members hang on, and the unscheduled-care slots that it keeps."""
    row, slots = source.supply(PRACTICE), slots_of(source, PRACTICE)
    for practice in source.practices:
        if not source.working.get(practice.id):
            continue
        care, place = source.cares.get(practice.id), source.homes[practice.id]
        away, places = taken.away.get(practice.id), slots.get(practice.id, Counter())
        given = [0 if away and away[rank] == 1 else places[rank] for rank in range(len(source.slices))]
        yield place_offer(
            Stand(
                id=f"{PRACTICE}:{practice.id}", where=place, name=practice.name or _("Cabinet sans nom"),
                role=_("cabinet"), kind=PRACTICE, skills=row.skills, reach_minutes=row.reach_minutes, usual=0,
                given=given, depends=_software(depends_at(row.depends_on, place), care.software.strip())
                if care is not None and care.needs_network else {},
                practice=practice.id,
            )
        )  # fmt: skip


def _software(depends: Mapping[str, int], name: str) -> dict[str, int]:
    """The software of a practice under its own name; none where it said none."""
    generic = "it:logiciel"
    kept = {on: hours for on, hours in depends.items() if on != generic}
    return {**kept, f"{generic}:{name}": depends[generic]} if name and generic in depends else kept


def _depends(person: Person, row: SupplyRow, place: str, sites: Mapping[str, str]) -> dict[str, int]:
    depends = depends_at(row.depends_on, place)
    if person.practice is not None:
        depends[f"{PRACTICE}:{person.practice}"] = 0
    elif (site := sites.get(fold(person.organisation))) is not None:
        depends[f"site:{site}"] = 0
    return depends


def _reach(source: Source, person: Person, row: SupplyRow) -> int:
    """The travel that the practice said, else the table's."""
    care = source.cares.get(person.practice) if person.practice else None
    return row.reach_minutes if care is None or care.radius_minutes is None else care.radius_minutes


def _usual(source: Source, person: Person, row: SupplyRow) -> int:
    """Acts of an ordinary half-day: what the practice said of its days, shared by those who care there; else the table's."""
    if not at_work(person) or not row.skills:
        return 0
    care = source.cares.get(person.practice) if person.practice else None
    if care is None or care.daily_visits is None or person.practice is None:
        return row.acts
    return share(care.daily_visits, Fraction(50, len(source.carers(person.practice))))


def _given(source: Source, taken: Taken, person: Person, row: SupplyRow, usual: int, rank: int) -> int:
    """What somebody gives in one slice: the ordinary half-day, less what is away, seated elsewhere or kept for slots."""
    one = source.slices[rank]
    if (duty := taken.on_duty.get(person.id, {}).get(rank)) is not None:
        return duty
    if rank in taken.seated.get(person.id, ()) or not _comes(person, one):
        return 0
    acts = share(usual, row.percent(one))
    if person.practice is not None and person.practice in taken.away:
        acts = share(acts, 100 * (1 - taken.away[person.practice][rank]))
    return max(acts - taken.reserved.get(person.id, Counter())[rank], 0)


def _comes(person: Person, one: Slice) -> bool:
    """On days off, whoever declared habits comes when they said; on weekdays everybody works."""
    day = day_of(one)
    if one.part is Part.NIGHT or day_kind(day) is DayKind.WEEKDAY or not person.usual_half_days:
        return True
    part = HalfDayPart.AM if one.part is Part.MORNING else HalfDayPart.PM
    return HalfDay(day.weekday(), part) in person.usual_half_days


def _role(source: Source, person: Person) -> str:
    professions = source.library.professions
    known = person.profession in professions
    return professions[person.profession or ""].label(person.civilite) if known else _("renfort")
