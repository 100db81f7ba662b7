"""Who gives what, slice by slice: people, practices, establishments, centres, remote services, duty, transport, the
neighbours' own professionals, and the things all of them depend on. Read from what is live; nothing is written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from app.drills.supply import SERVICES, SUPPLIERS
from app.services.world.world_offer import (
    DUTY,
    IT,
    NEIGHBOUR,
    POWER,
    SLOT_SKILL,
    SUPPLIER,
    TRANSPORT,
    Stand,
    depends_at,
    place_offer,
)
from app.services.world.world_people import people_offers, practice_offers
from app.services.world.world_places import centre_offers, remote_offers, site_offers
from app.services.world.world_under_way import taken
from app.words import _
from app.words.places import at_place, of_place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from app.services.world.world_needs import Asked
    from app.services.world.world_offer import Offer
    from app.services.world.world_source import Source
    from app.services.world.world_under_way import Taken


def offers(source: Source, wanted: Asked) -> list[Offer]:
    """Every provider of the map: things first, then people's practices, people, places; those without a commune on it left out."""
    stand_in_the_way = taken(source)
    found = [
        *practice_offers(source, stand_in_the_way),
        *people_offers(source, stand_in_the_way),
        *site_offers(source),
        *centre_offers(source),
        *remote_offers(source),
        *_posts(source, stand_in_the_way),
        *_neighbours(source, wanted),
    ]
    placed = [one for one in found if one.provider.place in source.insee]
    every = [*_things(source, placed), *placed]
    there = {one.provider.id for one in every}
    return [_hanging_on(there, one) for one in every]


def _hanging_on(there: Collection[str], offer: Offer) -> Offer:
    """The offer without what it depends on that is not on the map: nobody could strike it there."""
    depends = tuple(one for one in offer.provider.depends_on if one in there)
    if depends == offer.provider.depends_on:
        return offer
    known = replace(offer.known, autonomy_hours={on: h for on, h in offer.known.autonomy_hours.items() if on in there})
    return replace(offer, provider=replace(offer.provider, depends_on=depends), known=known)


def _posts(source: Source, taken: Taken) -> Iterator[Offer]:
    """Duty of nights and days off, and transport; duties by name take the place of the anonymous ones, in order."""
    named = Counter(rank for ranks in taken.on_duty.values() for rank in ranks)
    rows = [(DUTY, row) for row in source.tables.duty] + [(TRANSPORT, row) for row in source.tables.transport]
    for kind, row in rows:
        given = [row.gives(one) for one in source.slices]
        if kind == DUTY and SLOT_SKILL in row.skills:
            for rank, acts in enumerate(given):
                relieved = min(named[rank], row.count) if acts else 0
                named[rank] -= relieved
                given[rank] -= relieved * row.acts
        where = row.commune or source.chief
        yield place_offer(
            Stand(
                id=f"site:{row.code}", where=where, name=row.label, role=row.label, kind=kind, skills=row.skills,
                reach_minutes=row.reach_minutes, usual=row.usual if "weekday_morning" in row.when else 0, given=given,
                depends=depends_at(row.depends_on, where),
            )
        )  # fmt: skip


def _neighbours(source: Source, wanted: Asked) -> Iterator[Offer]:
    """What neighbouring communes' own professionals give at home: they are in no roster, and it is estimated."""
    row, professions = source.supply(NEIGHBOUR), source.library.professions
    names = {one.insee: one.name for one in source.communes}
    for (insee, profession), given in wanted.local.items():
        skills = [code for code, one in source.tables.skills.items() if one.neighbour_profession == profession]
        word = professions[profession].label() if profession in professions else profession
        yield place_offer(
            Stand(
                id=f"site:local:{insee}:{profession}", where=insee, kind=NEIGHBOUR, skills=frozenset(skills),
                name=_("Offre propre {of_commune} : {profession} (estimation)").format(
                    of_commune=of_place(names[insee]), profession=word
                ),
                role=_("{profession}, offre estimée").format(profession=word), reach_minutes=row.reach_minutes,
                usual=given[-1], given=given[:-1], depends=depends_at(row.depends_on, insee),
            )
        )  # fmt: skip


def _things(source: Source, found: Sequence[Offer]) -> Iterator[Offer]:
    """What others depend on and that gives nothing itself: power by commune, services, suppliers; by id."""
    wanted = {on for one in found for on in one.provider.depends_on} - {one.provider.id for one in found}
    wanted |= {f"{POWER}:{insee}" for insee in source.insee} | {f"{IT}:{one}" for one in SERVICES if one != "logiciel"}
    names = {one.insee: one.name for one in source.communes}
    for id in sorted(wanted):
        kind, _colon, what = id.partition(":")
        where = what if kind == POWER else source.chief
        if kind not in (POWER, IT, SUPPLIER) or where not in source.insee:
            continue
        name = (
            _("électricité {at_commune}").format(at_commune=at_place(names[where]))
            if kind == POWER
            else _thing_word(kind, what)
        )
        role = {POWER: _("électricité"), IT: _("informatique"), SUPPLIER: _("fournisseur")}[kind]
        yield place_offer(
            Stand(
                id=id, where=where, name=name, role=role, kind=kind, skills=frozenset(), reach_minutes=0, usual=0,
                given=[0] * len(source.slices), depends={},
            )
        )  # fmt: skip


def _thing_word(kind: str, what: str) -> str:
    """A service or a supplier as it is called; a practice's software by its own name."""
    known = (SERVICES if kind == IT else SUPPLIERS).get(what)
    return _(known) if known else what.removeprefix("logiciel:").replace("_", " ")
